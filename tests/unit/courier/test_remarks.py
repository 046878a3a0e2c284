"""What is said of a running case, and what only sounds like it."""

import pytest

from courier.vocabulary.remarks import (
    asks_abroad,
    asks_account,
    asks_freight_invoice,
    asks_why,
    cannot_reach,
    case_number,
    holds_anothers,
    tells_address,
    tells_contents,
    wants_praised,
    withdraws,
)


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


@pytest.mark.parametrize(
    "text",
    [
        "快递运费发票怎么开",
        "能开发票吗 运费的",
        "寄件的发票给我开一张",
        "快递费可以报销吗，要发票",
        "how can I get an invoice for the shipping fee",
    ],
)
def test_it_asks_for_the_invoice_of_the_freight(text: str) -> None:
    assert asks_freight_invoice(text)


@pytest.mark.parametrize(
    "text",
    ["怎么开发票", "快递里面没有发票", "卖家没给发票，快递倒是到了", "能寄发票吗", "快递丢了，有发票", "运费多少钱"],
)
def test_another_invoice_is_the_shops_matter(text: str) -> None:
    assert not asks_freight_invoice(text)


@pytest.mark.parametrize(
    "text",
    [
        "收到的是别人的东西",
        "我收到的不是我的快递，拿错了",
        "你们给我送错了，这个包裹是隔壁小区的",
        "手里这个快递是别人的",
        "别人的包裹送到我家了",
        "在驿站拿错快递了",
        "I got someone else's parcel",
        "this is not my package",
    ],
)
def test_the_parcel_in_hand_is_somebody_elses(text: str) -> None:
    assert holds_anothers(text)


@pytest.mark.parametrize(
    "text",
    [
        "显示签收了，不是我签的",
        "是不是被别人拿走了",
        "别人签收的",
        "快递送错地址了",
        "没收到快递",
        "帮别人查一下快递",
        "寄给别人的东西",
    ],
)
def test_a_parcel_that_is_missing_is_not_in_hand(text: str) -> None:
    assert not holds_anothers(text)


@pytest.mark.parametrize(
    "text",
    [
        "为什么是问题件",
        "73100000000016怎么退回了",
        "谁让退的",
        "退回是什么原因",
        "怎么卡在长沙不动了",
        "why was it returned",
    ],
)
def test_it_asks_why_a_parcel_goes_back_or_stands_still(text: str) -> None:
    assert asks_why(text)


@pytest.mark.parametrize("text", ["怎么退款", "怎么退货", "快递什么时候到", "那怎么办", "退回给我吧", "怎么寄快递"])
def test_refunds_and_other_questions_are_no_why(text: str) -> None:
    assert not asks_why(text)


@pytest.mark.parametrize("text", ["再加个门牌 3单元", "2栋502室", "楼层是5楼", "room 502"])
def test_it_tells_the_rest_of_an_address(text: str) -> None:
    assert tells_address(text)


@pytest.mark.parametrize("text", ["是送到3单元吗", "好的谢谢", "明天送"])
def test_what_tells_no_address(text: str) -> None:
    assert not tells_address(text)


def test_the_number_of_a_case_is_found_in_any_width_and_case() -> None:
    assert case_number("查一下工单ｃｘ112600001") == "CX112600001"
    assert case_number("CX1126000012") is None


@pytest.mark.parametrize(
    "text",
    [
        "我要月结账户",
        "ｙｊ571001",
        "我的客户经理是谁",
        "有没有大客户优惠 我们公司每天发500件",
        "do you offer a monthly account",
    ],
)
def test_who_sends_much_wants_terms_of_their_own(text: str) -> None:
    assert asks_account(text)


@pytest.mark.parametrize(
    "text",
    [
        "寄国际件吗 到美国多少钱",
        "从上海寄到纽约多少钱",
        "能寄到国外吗",
        "can you ship a parcel overseas",
        "how much to the UK",
    ],
)
def test_it_shall_go_abroad(text: str) -> None:
    assert asks_abroad(text)


@pytest.mark.parametrize(
    "text", ["从美国寄来的快递到哪了", "寄到上海多少钱", "海淘的包裹没收到", "每天几点派送", "can you send it to us"]
)
def test_what_comes_from_abroad_or_stays_here(text: str) -> None:
    assert not asks_abroad(text)
    assert not asks_account(text)


@pytest.mark.parametrize(
    "text",
    ["我想表扬一下你们的快递员小张，下雨天还送货上门", "表扬一下小王", "I want to praise the courier"],
)
def test_somebody_shall_be_praised(text: str) -> None:
    assert wants_praised(text)


@pytest.mark.parametrize("text", ["真该表扬你们，三天没动静", "表扬？呵呵", "快递员人很好", "你们不值得表扬"])
def test_mockery_is_no_praise(text: str) -> None:
    assert not wants_praised(text)
