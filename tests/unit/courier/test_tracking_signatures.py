"""The published signatures (PROTOCOLS §5.4, §6.5)."""

import pytest

from courier.tracking.kuaidi100 import sign
from courier.tracking.zto_digest import Algorithm, make_digest

BODY = b'{"billCode":"73100196611386","mobilePhone":"1234"}'


@pytest.mark.parametrize(
    ("algorithm", "timestamp", "digest"),
    [
        ("md5", "", "Bfzaxls8HTJZx2RZnkSpkw=="),
        ("md5", "1718000000000", "E6zmmhpvwITgMo0A2+Mvgw=="),
        ("sha256", "", "8qoTnvP6QKwUAFbiSN0mFQuBgjBboEJ03+sFT6GCgd8="),
        ("hmac_sha256", "", "XU6If6evrJH5GTaApJUvMbdou+GyTlTntUG6AtIPLQI="),
    ],
)
def test_ztos_digest(algorithm: Algorithm, timestamp: str, digest: str) -> None:
    assert make_digest(algorithm, "test_secret_abc", "hmac_key")(BODY, timestamp) == digest


@pytest.mark.parametrize(
    ("param", "signature"),
    [
        (
            '{"com":"zhongtong","num":"73100196611386","phone":"1234","resultv2":"4"}',
            "89450C48207A88E178F6D9A9B2227C36",
        ),
        (
            r'{"com": "zhongtong", "num": "73100196611386", "from": "\u4e0a\u6d77\u5e02"}',
            "F3B4E995F17820B0D46C2480DF0963E3",
        ),
        ('{"com":"zhongtong","num":"73100196611386","from":"上海市"}', "43A90209523C6DFAAC46721F96050FF1"),
    ],
)
def test_kuaidi100s_signature(param: str, signature: str) -> None:
    assert sign(param, "TESTKEY1", "TESTCUSTOMER2") == signature
