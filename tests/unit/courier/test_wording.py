"""What agents and the bot may say: good sentences pass, bad ones are found, each by the rule that it breaks."""

from pathlib import Path

import pytest

from courier.facts import Facts, FactsError, load_facts
from courier.wording import Checker, Finding

BAD: dict[str, tuple[str, ...]] = {
    "banned": (
        "您想找谁找谁",
        "去跟我们领导说吧",
        "连这个都不会",
        "这么简单还要问",
        "您说话注意点",
        "你去投诉啊",
        "您尽管去投诉吧",
        "随便投诉，哪都行",
        "投诉到哪里都没用",
        "你找领导去",
        "您去找我们经理吧",
        "要投诉你就去投诉吧",
        "爱告就去告，要投诉您就投诉",
        "我还怕你",
        "谁怕谁啊",
        "我就这态度",
        "我就是这个态度，怎么了",
        "你又能怎样",
        "您还能把我怎么样",
        "你问我，我问谁",
        "您问我我去问谁啊",
        "我又不是快递员，我怎么知道",
        "我哪知道呀",
        "不会用就别用",
        "您不会用，就别用嘛",
        "这样简单都不知道",
        "这么简单的事您都不懂",
        "公司绝对不会出错",
        "我们系统是不会出错的",
        "您别无理取闹了",
        "随便您",
        "是您自己的问题",
        "懒得跟您说",
    ),
    "improper": (
        "声音太小听不见",
        "您先别说，听我说",
        "又不是我弄坏的",
        "都跟您说多少次了",
        "说了您也不懂",
        "单号报一下",
        "自己打电话问网点",
        "我很忙",
        "说完了吗",
        "喂喂喂",
        "喂，在吗",
        "怎么不说话",
        "您为什么不回话",
        "听不到，大声一点",
        "你快点讲",
        "请您快点说",
        "你不要说话，听我讲完",
        "您先听我说完",
        "不是我受理的，我不清楚",
        "这不归我们管",
        "你找别人吧",
        "您去问别的部门吧",
        "我帮不了你",
        "这不是我的错",
        "这事跟我们没关系",
        "我也没有办法",
        "我们实在没办法",
        "不行就是不行",
        "刚才不是跟你说了",
        "我已经跟您说过了",
        "讲了那么半天你怎么还不明白",
        "您怎么就是听不懂",
        "你究竟明不明白",
        "您到底听懂了没有",
        "要我说多少遍",
        "都解释了好几遍了",
        "你有没有搞懂",
        "难道你还不清楚",
        "我刚刚已经讲过了",
        "你没听明白",
        "你叫什么",
        "您自己上网查一下吧",
        "您不会自己看吗",
        "Calm down, please.",
        "As I already told you, it is on its way.",
    ),
    "refusal": (
        "没门",
        "我没有权限",
        "很遗憾不支持",
        "这个不行",
        "现在不可以改地址",
        "地址不能改",
        "今天送不了",
        "我们无法处理",
        "您好，我不太清楚",
        "目前查不到",
        "我们不收这个",
        "There is nothing we can do.",
        "Sorry, we can’t help with that.",
    ),
    "beginning": (
        "不会的",
        "不用担心，在路上了",
        "嗯，不是这样",
        "好的。不需要证件",
        "我不建议这样",
        "No, that is not right.",
        "I don't think so.",
        "Unfortunately it was returned.",
    ),
    "blame": (
        "这是快递员没送好",
        "都是双十一闹的",
        "这是网点的问题",
        "都怪快递员",
        "系统又出问题了",
        "他们那边没处理好",
        "It's not my fault.",
        "The system is down.",
    ),
    "policy": ("这是公司的政策", "规定就是这样", "按公司规定只赔两百", "That's company policy."),
    "address": ("你好", "妳的快件到了", "请问你们要寄什么"),
    "negative": ("抱歉让您久等", "您别着急", "请您冷静一下", "您搞错了", "您必须先付款", "这点小事", "着什么急"),
    "slang": ("已经搞定了", "一塌糊涂", "您寄的是啥东东", "好的哈", "亲，在的", "I'm gonna check."),
    "guarantee": ("明天一定会到", "我保证没问题", "肯定能送到", "It will definitely arrive.", "包您满意"),
    "promise": (
        "一小时内回您",
        "下午会有人联系您",
        "周五之前退给您",
        "I’ll call you back in 10 minutes.",
        "半小时内给您答复",
        "稍后给您回电",
        "我明天上午联系您",
        "11月21日 14:05 前给您答复",
        "两个工作日内到账",
        "网点会给您打电话",
        "I will get back to you.",
        "You will hear from us by noon.",
    ),
}
GOOD = (
    "我能理解您的心情，换作是我也会着急。",
    "快件已经签收，签收人是门卫。",
    "不少客户都会选择保价，这样更放心。",
    "您稍等一下，我去问一下网点，大约两分钟。",
    "谢谢您的耐心等待，我问到了。",
    "如果明天还没有收到，请您随时联系我。",
    "没有关系，您慢慢说。",
    "没问题，我来登记。",
    "您也可以自己取。",
    "昨天下午给您派送过一次。",
    "同事已经联系到快递员，他在您楼下。",
    "请您不要挂断，我马上回来。",
    "您好，这里是中通快递客服，很高兴为您服务。",
    "不客气，这是我应该做的。",
    "不好意思，麻烦您再发一次。",
    "对不起，我没听清您的问题，请您再说一遍好吗？",
    "不知道我刚才是否将您的问题解释清楚了？",
    "感谢您的耐心等待。",
    "我可以知道您的名字吗？",
    "也许我说得不够清楚。",
    "这个情况很少，我替您查一下。",
    "我们有专人负责，我替您转过去。",
    "请问您还有什么需要协助？",
    "请问这个时间能不能收件？",
    "您看这样可不可以？",
    "行不行，您告诉我一声就好。",
    "您说“你们怎么还不明白”，我听到了，是我没说清楚。",
    "您反映的「快递员说不行就是不行」已经登记。",
    "谢谢您的肯定，您的话是对我们最大的鼓励。",
    "假如您的运费在 500 元以上，我就能帮您。",
    "按照法律规定，寄件要实名。",
    "网点的电话是 021-55508313。",
    "一般今明两天送到您手上。",
    "多数在中午前送到，请您保持电话畅通。",
    "我马上为您登记投诉，由专人跟进。",
    "不过您放心，快件已经找到了。",
    "您已经说了好几次了，是我们没有做好。",
    "行李箱可以寄，不行李也行",
    "您的迷你音箱在派送了。",
    "麻烦您先看看家人或代收点。",
    "您希望怎么解决？我来想办法。",
    "Your parcel is out for delivery.",
    "May I have the waybill number, please?",
    "There is no record of it yet; may I ask you to compare the number?",
    "I am sorry for the trouble. Let me find out for you.",
    "",
    "73100000000011",
)


@pytest.fixture(scope="module")
def checker(facts: Facts) -> Checker:
    return Checker(facts.wording)


def rules(findings: tuple[Finding, ...]) -> list[str]:
    return [finding.rule for finding in findings]


@pytest.mark.parametrize(("rule", "text"), [(rule, text) for rule, texts in BAD.items() for text in texts])
def test_what_is_out_of_order_is_found_by_its_rule(checker: Checker, rule: str, text: str) -> None:
    assert rule in rules(checker.check(text))


@pytest.mark.parametrize("text", GOOD)
def test_what_is_in_order_passes(checker: Checker, text: str) -> None:
    assert checker.check(text) == ()


@pytest.mark.parametrize(
    "text",
    [
        "你去投诉啊",
        "你 去 投 诉 啊",
        "你.去.投.诉.啊",
        "妳去投訴啊",
        "你去～投诉～啊",
        "你去\u200b投诉啊",
        "你去😀投诉啊",
    ],
)
def test_blanks_dots_and_traditional_characters_hide_nothing(checker: Checker, text: str) -> None:
    assert rules(checker.check(text)) == ["banned"]


@pytest.mark.parametrize("text", ["ＮＯ ｗａｙ", "no   way", "NO-WAY"])
def test_full_width_letters_and_dashes_hide_nothing_either(checker: Checker, text: str) -> None:
    assert "refusal" in rules(checker.check(text))


def test_a_finding_says_where_and_what_to_say_instead(checker: Checker) -> None:
    text = "您好，抱歉让您 久等了。"
    (finding,) = checker.check(text)

    assert text[finding.start : finding.end] == finding.found == "让您 久等了"
    assert "感谢您的耐心等待" in finding.advice
    assert "Thank you for your patience" in checker.check(text, "en")[0].advice


def test_of_what_lies_within_one_another_only_the_graver_is_told(checker: Checker) -> None:
    assert rules(checker.check("你去投诉啊，你找领导去")) == ["banned", "banned"]


def test_words_do_not_join_across_sentences(checker: Checker) -> None:
    assert checker.check("请问要不要。可以的话告诉我") == ()


def test_the_table_is_long_enough() -> None:
    assert len(GOOD) + sum(map(len, BAD.values())) >= 80


def test_a_pattern_that_is_wrong_is_named_with_its_line(facts_folder: Path) -> None:
    path = facts_folder / "wording.yaml"
    text = path.read_text("utf-8")
    path.write_text(text.replace("  - 喂 喂\n", "  - 喂 (喂\n"), "utf-8")
    line = text.splitlines().index("  - 喂 喂") + 1

    with pytest.raises(FactsError, match="is not a pattern") as error:
        load_facts(facts_folder)
    assert error.value.line == line


def test_a_short_name_that_is_unknown_is_named(facts_folder: Path) -> None:
    path = facts_folder / "wording.yaml"
    path.write_text(path.read_text("utf-8").replace("  - 喂 喂\n", "  - <them>喂\n"), "utf-8")

    with pytest.raises(FactsError, match="<them> is not one of <you>"):
        load_facts(facts_folder)


@pytest.mark.parametrize(
    "word", ["嗯", "1", "一", "半小时内", "我不", "您已经说了", "刚才已经都", "我 ", "by ", "we will "]
)
def test_the_longest_message_of_one_word_repeated_is_still_read(checker: Checker, word: str) -> None:
    text = (word * 4000)[:4000]

    assert all(text[one.start : one.end] == one.found for one in checker.check(text))
