"""What the customers of the benchmark write: every kind of turn that the assistant has, in realistic order."""

# Each list is one matter. The claim is asked about question by question, the others are answered at once.
MATTERS: tuple[tuple[str, ...], ...] = (
    ("你好", "73100000000011到哪了", "谢谢"),
    ("如东送不送", "今天天气怎么样", "好的谢谢"),
    ("快递丢了，怎么赔", "73100000000023", "3000元", "不用了"),
    ("在吗", "我的快递到哪了", "73100000000012"),
)


def conversation(start: int = 0) -> tuple[str, ...]:
    """All matters one after the other, beginning with the one at `start`: thirteen messages."""
    turned = MATTERS[start % len(MATTERS) :] + MATTERS[: start % len(MATTERS)]
    return tuple(text for matter in turned for text in matter)
