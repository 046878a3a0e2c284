"""WeCom's customer service (微信客服): a callback says that there is something, messages are pulled (decision 15)."""
