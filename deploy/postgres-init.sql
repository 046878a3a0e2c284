-- Run once, when the volume is new. The desk's database is made by the image itself (POSTGRES_DB).
CREATE DATABASE courier;
