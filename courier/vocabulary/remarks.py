"""What customers say in words that sound like another wish, or like none.

No classifier tells 取消取件 from a wish for a pickup, 里面是毕业证 from a wish to send one, or 怎么退回了 from a refund.
"""

import re
import unicodedata

_LONGEST = 40
_LONGEST_QUESTION = 60
_WITHDRAWS = re.compile(
    r"(?:撤销|撤回|取消)(?:掉|了|吧|一下|这个|那个|我的)*(?:投诉|理赔|取件|预约|查件|工单|登记|申请|上门|吧|了|$)|真(?:的)?取消"
    r"|(?:不|别|不用|不要|不必|无需)(?:再)?(?:查|找|追究|投诉|理赔|赔|取|上门|来取|来)(?:件)?(?:了|吧|啦)"
    r"|(?:找|收|拿|取|领)到(?:了|啦|咯)(?!吗|么|没)"
    r"|\b(?:cancel|withdraw)\b|\bfound it\b|\b(?:got|received) it\b|\bno need to (?:look|search|come)",
    re.IGNORECASE,
)
# 还没找到了, 没收到, 怎么取消, 不能取消吗: nothing is taken back.
_KEEPS = re.compile(
    r"没|未|怎么|怎样|如何|能不能|可以|吗|么[？?]?$|投诉你|但|还是|少了|坏|破|碎|空|别人|不是我|how|can i|n't|but",
    re.IGNORECASE,
)


def withdraws(text: str) -> bool:
    """Whether the message does nothing but take back what runs, or tell that it is no longer needed."""
    return len(text) <= _LONGEST and bool(_WITHDRAWS.search(text)) and not _KEEPS.search(text)


# What is in the parcel, and what hangs on it: told after a case, it belongs to it (BUSINESS B2).
_CONTENTS = re.compile(
    r"^(?:我?(?:这|那)?(?:个|件)?(?:快递|包裹|件)?)?(?:里面|里头|内件)(?:是|有|装的?是?|都是)(?!什么|啥|吗)"
    r"|补不(?:了|回来)|没法补|无法补办|(?:等着|急等)(?:用|救命)|救命(?:的)?药|就这么一(?:件|份|个)"
    r"|\b(?:there is|it has|it contains|inside is)\b.{2,}|\bcannot be replaced\b",
    re.IGNORECASE,
)
_UNREACHABLE = re.compile(
    r"打不通|打不进|没人接|无人接听|一直占线|不接电话|换(?:一)?个(?:电话|号码|能打通)|^换(?:一)?个$|nobody answers|no answer|line is busy",
    re.IGNORECASE,
)


# A freight invoice is the courier's matter, every other invoice the shop's; 里面是发票 is about what is in a parcel.
_FREIGHT = r"(?:运费|快递费|邮费|寄件费?|寄快递|快递|物流|courier|shipping|freight|postage|delivery)"
_INVOICE = r"(?:发票|开票|invoice|fapiao)"
_FREIGHT_INVOICE = re.compile(rf"{_FREIGHT}.{{0,12}}{_INVOICE}|{_INVOICE}.{{0,16}}{_FREIGHT}", re.IGNORECASE)
_ASKS_FOR_INVOICE = re.compile(r"开|要|给|怎么|哪|有|申请|索取|报销|[?？吗]|how|can|need|want|get|issue", re.IGNORECASE)
_OTHER_INVOICE = re.compile(
    r"寄(?:一?[张份个])?发票|里面|赔|丢|坏|少了|没收到|商家|卖家|店|淘宝|拼多多|京东|退|\binside\b|\blost\b|\bshop\b",
    re.IGNORECASE,
)
# The parcel in the customer's hands is somebody else's; 被别人拿走了 and 别人签收 tell of one that is missing.
_ANOTHERS = re.compile(
    r"(?:收到|拿到|给我|送来|手[上里]|这)(?:了|的|个|件|是)*(?:快递|包裹|件|东西)?(?:都|也)?(?:是|竟然是|居然是)?(?:别人|人家|邻居|隔壁|其他人|他人)[^，。,]{0,6}的"
    r"|(?:收到|拿到|给我|送来|手[上里])(?:了|的|个|件|这)*(?:快递|包裹|件|东西|货)(?:根本)?(?:不是我|不是自己)的?(?!签)"
    r"|(?:别人|人家|邻居|隔壁)[^，。,]{0,4}的(?:快递|包裹|件|东西)(?:送|派|寄|发|给|放)[^，。,]{0,3}我"
    r"|(?:拿|取|领)错(?:了|件|快递|包裹|$)|送错(?:件|包裹|快递|人)|\b(?:someone|somebody) else'?s? (?:parcel|package)|\bnot my (?:parcel|package)\b|\bwrong (?:parcel|package)\b",
    re.IGNORECASE,
)


# Kind by two letters, then month and day, then five digits.
_CASE_NUMBER = re.compile(r"(?<![A-Z0-9])(?:CX|TS|LP|QJ|XQ|HF)\d{9}(?!\d)")
# Why a parcel goes back or stands still; 退款 and 退货 are the shop's matter.
_WHY = r"(?:为什么|为啥|怎么(?!办)|咋|凭什么|谁让|什么原因|什么意思|\bwhy\b)"
_STANDS = r"(?:退(?!款|货|钱|换)|问题件|拒收|返回|卡在|停在|不动|没动|扣|return|sent back|stuck)"
_ASKS_WHY = re.compile(rf"{_WHY}.{{0,16}}{_STANDS}|{_STANDS}.{{0,8}}{_WHY}", re.IGNORECASE)
_WAY_ROUND = re.compile(
    r"拆|分开|藏|夹带|夹在|混在|偷偷|悄悄|绕|换个?(?:名|说法|包装)|不(?:说|写|告诉)|伪报|瞒|假装|"
    r"(?:什么|啥|有没有|别的|其他)(?:别的|其他)?(?:办法|方法)|(?:怎么|怎样|如何|咋)才|通融|"
    r"少(?:寄|放|发|带|来|量)|一点点|就(?:一[瓶罐桶个点]|寄)|只寄|"
    r"hide|conceal|secretly|pretend|any (?:other )?way|somehow|just a little",
    re.IGNORECASE,
)
# The rest of an address, as it is added to a change of delivery: 再加个门牌 3单元.
_ADDRESS = re.compile(
    r"门牌|[0-9一二三四五六七八九十]+(?:单元|栋|幢|号楼|号院|弄|室|楼|层)|\b(?:room|unit|building|floor)\b",
    re.IGNORECASE,
)


# Who sends much, and wants terms of their own.
_ACCOUNT = re.compile(
    r"月结|大客户|客户经理|协议客户|长期(?:合作|发货|寄件)|签(?:个|一?份)?(?:合同|协议)|(?:每天|一天|每月|一个月)[^，。,]{0,6}(?:发|寄)[^，。,]{0,4}\d+[^，。,]{0,2}[件单票个]|"
    r"\b(?:monthly (?:account|bill)|corporate account|business account|account manager)",
    re.IGNORECASE,
)
_ACCOUNT_NUMBER = re.compile(r"(?<![A-Z0-9])YJ ?\d{6}(?!\d)")
_COUNTRIES = (
    r"(?:美国|英国|法国|德国|意大利|西班牙|俄罗斯|日本|韩国|加拿大|澳大利亚|澳洲|新西兰|新加坡|马来西亚|泰国|越南|菲律宾|印尼|印度|迪拜|欧洲|非洲|美洲|"
    r"纽约|洛杉矶|伦敦|巴黎|东京|大阪|首尔|悉尼|墨尔本|多伦多|温哥华|莫斯科)"
)
_ABROAD = re.compile(
    rf"(?:寄|发|送|到|邮|去|往)[^，。,]{{0,4}}(?:{_COUNTRIES}|国外|海外|境外)|国际(?:件|快递|包裹|物流)|"
    r"\b(?:ship|send|deliver|shipping|parcel)\b.{0,24}\b(?:abroad|overseas|internationally)\b|\binternational (?:parcel|shipping|delivery)|"
    r"\bto (?:the )?(?:usa|united states|america|england|germany|france|japan|korea|canada|australia|singapore|new york|london|tokyo)\b|\bto the u[sk]\b",
    re.IGNORECASE,
)
_FROM_ABROAD = re.compile(
    r"从[^，。,]{0,6}(?:寄|发)(?:来|到国内|回来)|海外购|海淘|没收到|到哪|\bfrom (?:the )?(?:usa|us|uk|japan)\b",
    re.IGNORECASE,
)


# Somebody shall be praised; what else the words tell (送货上门, 快递员) sounds like other wishes.
_PRAISES = re.compile(
    r"表扬(?:一下|下|信)?|\b(?:want|would like|'d like) to (?:praise|commend|compliment)\b", re.IGNORECASE
)
_NO_PRAISE = re.compile(
    r"投诉|差评|差劲|太差|垃圾|呵呵|没收到|没送|不送|不(?:值得|该|配)表扬|丢|坏|破|三天|几天|慢|complain|never|not ",
    re.IGNORECASE,
)
_LONGEST_PRAISE = 120


def wants_praised(text: str) -> bool:
    """Whether the customer wants somebody praised: 我想表扬一下快递员小张."""
    is_praise = _PRAISES.search(text) and not _NO_PRAISE.search(text)
    return len(text) <= _LONGEST_PRAISE and bool(is_praise)


_REGULATOR = r"(?:12305|邮政?(?:管理|监管)?局|邮管局|邮政(?:管理)?部门|postal (?:regulator|authority|bureau))"
_ASKS_REGULATOR = re.compile(
    rf"{_REGULATOR}.{{0,8}}(?:电话|热线|号码|网[址站]|怎么|如何|在哪|是什么|number|phone)"
    rf"|(?:怎么|如何|哪里|哪儿|去哪|how|where|phone|number).{{0,24}}{_REGULATOR}",
    re.IGNORECASE,
)

_TOO_DEAR = re.compile(
    r"(?:太|好|真|有点|这么|那么|也太)贵|便宜(?!货)|打折|优惠|\b(?:too|so|very) expensive\b|\bcheaper\b|\bdiscount\b",
    re.IGNORECASE,
)


def finds_dear(text: str) -> bool:
    """Whether a price that was just told is found too high: 太贵了, 能便宜吗."""
    return len(text) <= _LONGEST and bool(_TOO_DEAR.search(text))


def asks_regulator(text: str) -> bool:
    """Whether the customer asks how to reach the postal regulator: 12305电话多少, 怎么投诉到邮政局."""
    return len(text) <= _LONGEST and bool(_ASKS_REGULATOR.search(text))


def asks_account(text: str) -> bool:
    """Whether a company wants terms of its own, or names its account: 月结账户, 每天发500件, YJ571001."""
    return len(text) <= _LONGEST_QUESTION and bool(_ACCOUNT.search(text) or account_number(text))


def account_number(text: str) -> str | None:
    """The number of a company's account in the text: YJ571001."""
    match = _ACCOUNT_NUMBER.search(unicodedata.normalize("NFKC", text).upper())
    return match.group().replace(" ", "") if match else None


def asks_abroad(text: str) -> bool:
    """Whether something shall be sent abroad; what comes from there is tracked like any parcel."""
    return len(text) <= _LONGEST_QUESTION and bool(_ABROAD.search(text)) and not _FROM_ABROAD.search(text)


def case_number(text: str) -> str | None:
    """The number of a case in the text: CX112412345."""
    match = _CASE_NUMBER.search(unicodedata.normalize("NFKC", text).upper())
    return match.group() if match else None


def asks_why(text: str) -> bool:
    """Whether the customer asks why a parcel goes back, is set aside or stands still: 怎么退回了."""
    return len(text) <= _LONGEST and bool(_ASKS_WHY.search(text))


def seeks_way_round(text: str) -> bool:
    """Whether somebody asks how a refused thing could be sent all the same (BUSINESS B8: no way round is suggested)."""
    return bool(_WAY_ROUND.search(text))


def tells_address(text: str) -> bool:
    """Whether the message gives the rest of an address: 3单元502室."""
    return len(text) <= _LONGEST and bool(_ADDRESS.search(text)) and not re.search(r"[?？]|吗$", text)


def asks_freight_invoice(text: str) -> bool:
    """Whether the customer wants the invoice for the freight: 快递费能开发票吗."""
    asks = _FREIGHT_INVOICE.search(text) and _ASKS_FOR_INVOICE.search(text)
    return len(text) <= _LONGEST_QUESTION and bool(asks) and not _OTHER_INVOICE.search(text)


def holds_anothers(text: str) -> bool:
    """Whether the customer has a parcel in hand that is somebody else's: 收到的是别人的东西."""
    return len(text) <= _LONGEST_QUESTION and bool(_ANOTHERS.search(text))


def tells_contents(text: str) -> bool:
    """Whether the message does nothing but tell what is in the parcel, or why it matters."""
    return len(text) <= _LONGEST and bool(_CONTENTS.search(text)) and not re.search(r"[?？]|吗$|赔", text)


def cannot_reach(text: str) -> bool:
    """Whether the telephone that was just told does not help: 打不通, 换一个."""
    return len(text) <= _LONGEST and bool(_UNREACHABLE.search(text))
