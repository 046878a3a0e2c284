"""Who customers are: identities that sites sign, and channel customers that are one person."""
