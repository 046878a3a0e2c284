"""What supervisors are told of outlets: how many problems each has, and what is abnormal (BUSINESS B14, B15)."""
