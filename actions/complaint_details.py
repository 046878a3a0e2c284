"""Who, where, when and to what end: what a complaint tells, part by part, for the people who follow it up (BUSINESS B4, B11)."""

import re
from collections.abc import Mapping
from typing import Any

from actions.turn import Turn
from courier.facts import Facts, Outlet

_PERSON = re.compile(
    r"快递小?[员哥]|派[件送]员|送货员|送件的|收件员|业务员|小哥|师傅|司机|客服(?:人员)?|接线员|前台|站长|老板娘?|工作人员|员工|"
    r"courier|driver|delivery (?:man|guy)|postman|(?:service )?agent|employee|staff",
    re.IGNORECASE,
)
_NAME = re.compile(
    r"工号\s*[是为:：]?\s*([A-Za-z0-9]{2,12})|(?:名字)?[叫姓]([\u4e00-\u9fff]{1,3})(?=[的，。,. ]|$)|"
    r"([\u4e00-\u9fff](?:师傅|经理|先生|女士|小姐))|(?:快递员|客服|小哥)(小[\u4e00-\u9fff])"
)
_CONDUCT = re.compile(
    r"态度|骂|脏话|吼|凶|不耐烦|[侮辱]辱|威胁|恐吓|动手|打人|打我|推搡|推我|骚扰|挂[了断]?我?的?电话|讽刺|阴阳怪气|歧视|索要|"
    r"翻白眼|爱理不理|没素质|没礼貌|偷|rude|swore|sworn|insult|shout|threaten|harass|hung up|stole|attitude",
    re.IGNORECASE,
)
_ACCUSED = re.compile(rf"(?:投诉|举报)[^，。,.！!？?]{{0,6}}(?:{_PERSON.pattern}|这个人|那个人|他|她)", re.IGNORECASE)
_OUTLET = re.compile(r"[\u4e00-\u9fff]{2,8}?(?:网点|站点|营业部|分部|中转站|驿站|代收点)")
_NOT_NAMED = re.compile(r"^.*(?:你们?|那个|这个|哪个|投诉|我们?|的|在|说|是)")
_SILENT = (
    r"打不通|打不进|(?:没|无)人(?:接|应答)|不接(?:电话|听)|不接$|一直占线|联系不[上到]|空号|停机|"
    r"(?:no ?body|no one|does ?n['’]t|never|not) (?:answer|pick)|no answer|unreachable|line is busy"
)
# The telephone of an outlet: not a courier's (网点的快递员电话打不通), nor the customer's (网点说我电话打不通).
_ANOTHERS = rf"{_PERSON.pattern}|说|我的?(?:电话|手机)|(?:打|联系)我|给我打"
_SILENT_OUTLET = re.compile(
    rf"(?:网点|站点|营业部|分部|门店|outlet|branch)(?:(?!{_ANOTHERS})[^。！!？?；;\n]){{0,24}}?(?:{_SILENT})|"
    r"(?:打不通|打不进|联系不[上到])[^。！!？?；;，,\n]{0,8}(?:网点|站点|营业部|分部|门店)(?!的?(?:快递|派|小哥|师傅))|"
    r"(?:no ?body|no one) (?:answers|picks up) at (?:the |your |that )?(?:\w+ )?(?:outlet|branch)|"
    r"(?:can(?:no|['’])t|unable to|could ?n['’]t) (?:reach|call|get through to) (?:the |your |that )?(?:\w+ )?(?:outlet|branch)",
    re.IGNORECASE,
)
# What the customer would be content with, by the words that ask for it.
DEMANDS = {
    "compensation": re.compile(r"赔|补偿|退[钱款]|报销|compensat|refund", re.IGNORECASE),
    "apology": re.compile(r"道[个]?歉|认错|赔礼|说法|处[罚分]|开除|管管|管一管|培训|apolog|punish", re.IGNORECASE),
    "solution": re.compile(
        r"(?:尽快|马上|赶紧|赶快|今天|立刻).{0,8}(?:送|派|处理|解决|找|给我|答复|回复)|(?:送|派|找|补)(?:到|给|回)我|"
        r"(?:deliver|solve|find|fix).{0,16}(?:soon|now|today)",
        re.IGNORECASE,
    ),
}
_WISHES = re.compile(
    r"要求|希望|想要|我要|必须|得给|让他|叫他|请你?们?|给我|应该|尽快|马上|赶紧|赶快|want|demand|should|please",
    re.IGNORECASE,
)


def details_of(facts: Facts, turn: Turn, story: str) -> dict[str, Any]:
    """The parts that the story names; what it does not tell is left out."""
    named, person = _NAME.search(story), _PERSON.search(story)
    when, place, phone = (_told(turn, story, entity) for entity in ("time", "place", "phone"))
    parts = {
        "person": person and person.group(),
        "person_name": named and next(filter(None, named.groups())),
        "outlet_named": _outlet(facts, story),
        "outlet_unreachable": is_outlet_silent(story),
        "when": when and when[0],
        "when_at": when and when[1],
        "place": place and place[0],
        "contact": phone[1] if phone else turn.slots.get("phone"),
    }
    return {name: value for name, value in parts.items() if value}


def is_about_person(story: str) -> bool:
    """Whether the complaint is about how somebody behaved, which a person has to hear (BUSINESS B12)."""
    return bool(_ACCUSED.search(story) or (_PERSON.search(story) and _CONDUCT.search(story)))


def is_outlet_silent(story: str) -> bool:
    """Whether the customer tried to telephone the outlet in vain, which supervisors hear of where several do (BUSINESS B15)."""
    return bool(_SILENT_OUTLET.search(story))


def demand_in(text: str) -> str | None:
    """What outcome the words ask for; None if they ask for none."""
    if not _WISHES.search(text):
        return None
    return next((name for name, words in DEMANDS.items() if words.search(text)), None)


def named_outlet(facts: Facts, story: str) -> Outlet | None:
    """An outlet of ours that the story names, with or without its kind."""
    return next((one for one in facts.outlets if one.name.removesuffix("网点") in story), None)


def _outlet(facts: Facts, story: str) -> str | None:
    """An outlet of ours by its name, else the words that call something an outlet."""
    known, found = named_outlet(facts, story), _OUTLET.search(story)
    called = _NOT_NAMED.sub("", found.group()) if found else ""
    return known.name if known else (called if len(called) > len("网点") else None)


def _told(turn: Turn, story: str, entity: str) -> tuple[str, str] | None:
    """The entity as written and its value, from the message that told the story or from the latest one."""
    messages = [(str(e.get("text") or ""), _entities(e)) for e in turn.events if e["event"] == "user"]
    telling = [(text, entities) for text, entities in messages if text and text.strip() in story]
    for text, entities in [*telling, (turn.text, turn.entities)]:
        for one in entities:
            if one.get("entity") == entity and one.get("start") is not None:
                return text[one["start"] : one["end"]], str(one["value"])
    return None


def _entities(event: Mapping[str, Any]) -> list[Mapping[str, Any]]:
    return (event.get("parse_data") or {}).get("entities") or []
