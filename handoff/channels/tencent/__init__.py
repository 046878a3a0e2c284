"""What Official Accounts and WeCom's customer service have in common: signatures, encryption, tokens, counted sending."""
