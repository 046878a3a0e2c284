"""What is said of a running case, and what only sounds like it."""

import pytest

from courier.vocabulary.remarks import cannot_reach, tells_contents, withdraws


@pytest.mark.parametrize(
    "text",
    [
        *("找到了，在邻居那", "收到了，不用查了", "算了，他也不容易，撤销投诉", "取消取件", "取消吧不查了", "真取消"),
        *("不用来取了", "别查了", "please cancel the pickup", "I found it, thanks", "got it from the neighbour"),
    ],
)
def test_it_takes_something_back(text: str) -> None:
    assert withdraws(text)


@pytest.mark.parametrize(
    "text",
    [
        *("没收到", "还没找到吗", "收到了但是少了两件", "收到了，摔坏了", "怎么取消", "收到了吗", "我要投诉你们"),
        *(
            "收到的是别人的",
            "I haven't received it",
            "how can I cancel",
            "什么时候能找到",
            "显示签收了我没收到",
            "好的",
        ),
    ],
)
def test_it_takes_nothing_back(text: str) -> None:
    assert not withdraws(text)


@pytest.mark.parametrize("text", ["里面是毕业证", "补不了的", "里面都是救命药", "there is my passport in it"])
def test_it_tells_what_is_in_the_parcel(text: str) -> None:
    assert tells_contents(text)


@pytest.mark.parametrize("text", ["里面是什么", "里面是杯子，要赔", "里面有东西吗", "我要寄毕业证"])
def test_it_asks_or_wishes_something(text: str) -> None:
    assert not tells_contents(text)


@pytest.mark.parametrize(
    ("text", "expected"), [("打不通", True), ("换一个", True), ("没人接啊", True), ("电话多少", False)]
)
def test_a_telephone_that_does_not_help(text: str, expected: bool) -> None:
    assert cannot_reach(text) is expected
