"""What agents and outlets read for the names and values of what was collected; both read Chinese."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from courier.clock import BEIJING

SLOTS = {
    "customer_type": "客户类型",
    "account": "月结账号",
    "waybill": "运单号",
    "place": "地点",
    "phone": "联系电话",
    "contact_name": "联系人",
    "item_kind": "物品类型",
    "incident": "情况",
    "insurance": "保险情况",
    "declared_value": "保价金额（元）",
    "loss_value": "损失金额（元）",
    "pickup_time": "取件时间",
    "complaint_text": "投诉内容",
    "change_wish": "更改要求",
    "from_place": "寄出地",
    "to_place": "寄往",
    "weight": "重量（公斤）",
    "item": "要寄的物品",
    "suggestion": "建议内容",
    "praise": "表扬",
    "praise_story": "表扬的事",
    "survey_comment": "不满意的原因",
}
STATUSES = {
    "no_record": "暂无物流记录",
    "in_transit": "运输中",
    "out_for_delivery": "派送中",
    "in_locker": "已入柜/驿站",
    "signed": "已签收",
    "problem": "问题件",
    "returned": "退回",
    "stuck": "物流停滞",
}
_VALUES = {
    "elderly": "年长客户，请用简短的话",
    "document": "文件",
    "goods": "物品",
    "lost": "丢失",
    "damaged": "破损",
    "short": "内件短少",
    "insured": "已保险",
    "declared": "已保价",
    "none": "未保险、未保价",
    "unavailable": "暂时查不到",
    "emotional": "情绪激动",
    "rational": "理性",
}
# Of a case, in the order in which people read them: what happened, what is wanted, what it is about, whom to call.
_DETAILS = SLOTS | {
    "story": "客户原话",
    "added": "客户补充",
    "person": "涉及人员",
    "person_name": "人员姓名",
    "outlet_named": "客户所说网点",
    "outlet_unreachable": "网点电话打不通",
    "when": "发生时间",
    "demand": "客户诉求",
    "customer": "客户情绪",
    "proof": "凭证",
    "limit_cny": "赔偿上限（元）",
    "amount_cny": "预计赔偿（元）",
    "wanted_at": "希望上门时间",
    "load": "件数与重量",
    "score": "评分",
    "comment": "评价",
    "status": "物流状态",
    "kind": "快件类型",
    "origin": "始发地",
    "destination": "目的地",
    "sent_at": "寄出时间",
    "contact": "联系方式",
}


@dataclass(frozen=True)
class Fact:
    """Something known, as people read it."""

    label: str
    value: str


def facts_of(details: Mapping[str, Any]) -> list[Fact]:
    """What is known of a case besides its summary; what has no name is for programs and left out."""
    return [Fact(label, spoken_value(details[name])) for name, label in _DETAILS.items() if is_set(details.get(name))]


def is_set(value: Any) -> bool:
    """Whether there is anything to show; no and zero are something."""
    return value is not None and value not in ("", [])


def spoken_value(value: Any) -> str:
    """A slot's or a detail's value in words; times in Beijing's."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, list):
        return "、".join(map(spoken_value, value))
    if isinstance(value, float):
        return f"{value:g}"
    known = (_VALUES | STATUSES).get(str(value))
    return known or _moment(str(value)) or str(value)


def _moment(text: str) -> str | None:
    # Dates alone are left as the customer told them.
    if "T" not in text:
        return None
    try:
        at = datetime.fromisoformat(text)
    except ValueError:
        return None
    return f"{at.astimezone(BEIJING):%Y-%m-%d %H:%M}" if at.tzinfo else None
