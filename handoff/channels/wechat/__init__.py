"""WeChat Official Accounts: signed callbacks in, customer-service messages or passive replies out (decision 13)."""
