"""The words by which bot/brief.py reads short messages. Patterns meet folded text: simplified, half-width, lower case."""

from __future__ import annotations

import re
from typing import Tuple

# A letter that no customer types stands for facts while the words between them are read.
MASK = "\u02ac"
_WHEN = r"什么时[候间]|啥时[候间]|几时|何时|哪天|几号|几点|几天|多少天|多久|多长时间|when|how long|how soon"
_REACH = r"(?:送|派|寄|运|收|拿|取|来)?(?:到|达)|派送|送货|送来|上门|收着|arrive|get here|reach|deliver"

# Which question the words ask; the first that fits counts.
ASKS: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    (
        "material",
        (
            r"(?:什么|啥|哪些|哪几样)(?:材料|资料|证明|凭证|手续|证据)",
            r"(?:准备|提供|交)(?:些|点)?(?:什么|啥|哪些)",
            r"(?:材料|资料|手续)(?:呢|有哪些)",
            r"what (?:papers|documents)",
        ),
    ),
    ("payout", (rf"(?:{_WHEN}).{{0,6}}(?:赔|打款|到账|给钱|拿到钱)", rf"(?:赔|打款|到账).{{0,4}}(?:{_WHEN})")),
    (
        "compensation",
        (
            r"(?:赔|补偿)(?:付|偿|我)?(?:多少|几|些?什么|啥)",
            r"(?:多少|怎么|咋|如何|能不能|会不会|能|给|会|可以).{0,3}赔",
            r"赔钱?[吗么不]",
            r"compensation",
        ),
    ),
    ("price", (r"多少钱|运费|价[格钱]|怎么收费|几块", r"how much|what does it cost")),
    (
        "phone",
        (
            r"(?:电话|联系方式|手机号?|号码|热线)(?:.{0,3}(?:多少|几|什么|啥|呢|有[吗没么]|发我|给我|给下|[？?]))?$",
            r"(?:有|给|要|发).{0,4}(?:电话|联系方式|号码)|怎么联系",
            r"phone|call them",
        ),
    ),
    (
        "address",
        (
            r"(?:地址|位置)(?:.{0,3}(?:哪|多少|什么|呢|[？?]))?$",
            r"(?<!到)在(?:哪里|哪儿|哪个位置|什么位置|什么地方)",
            r"address",
        ),
    ),
    (
        "hours",
        (
            r"几点(?:钟)?(?:上班|下班|开门|关门|营业|开始|结束)",
            r"(?:上班|下班|营业|开门|关门)(?:时间)?(?:.{0,2}几点|呢|$)",
            r"opening hours",
        ),
    ),
    (
        "why",
        (
            r"(?:什么|啥)(?:问题|情况|状况)\W*[呢啊呀]?\W*$",
            r"(?:怎么|为什么|为啥|为何|咋|why).{0,4}(?:没|不|慢|久|停|退|卡|只|这么|那么|not)",
            r"(?:为什么|为啥|为何|怎么回事|咋回事|什么原因|怎么会|why)\W*[呢啊呀]?\W*$",
            r"(?:还|一直|都).{0,2}没.{0,2}(?:到|送|动|消息|更新)",
        ),
    ),
    (
        "arrival",
        (
            rf"(?:{_WHEN}).{{0,6}}(?:{_REACH})",
            rf"(?:{_REACH}).{{0,3}}(?:{_WHEN})",
            r"(?:when|how long).{0,24}(?:arrive|get here|get there|reach|deliver|come)",
            r"(?:今天|明天|今晚|后天|这周).{0,4}(?:到|送).{0,4}[吗么不]",
        ),
    ),
    ("what_now", (r"怎么办|咋办|怎么弄|咋整|what now|what should i do",)),
    (
        "when",
        (
            rf"(?:{_WHEN}).{{0,6}}(?:答复|回复|处理|解决|结果|联系|回电|打电话|办好|弄好)",
            rf"(?:答复|回复|处理|解决|结果|联系|回电).{{0,3}}(?:{_WHEN})",
            r"(?:办|弄|改|查|处理|安排|登记|解决)?(?:好|完|妥)了[吗没]|(?:查|找)到了?[吗没]",
            _WHEN,
        ),
    ),
    ("where", (r"[到在]了?哪|哪[里儿]了|什么位置|where",)),
    ("may", (r"[吗么]\W*$|能不能|可不可以|行不行|能否|可以.{0,6}不$|\b(?:can|may)\b",)),
)

# The whole message, but for signs, is one of these.
SAYS: Tuple[Tuple[str, Tuple[str, ...]], ...] = (
    (
        "yes",
        (
            r"(?:那|嗯+|哦|恩+|好)?[，, ]*(?:好[的呀啊滴嘞吧哒]*|行[的吧啊呀]*|可以[的啊呀吧]*)[，, ]*(?:谢谢[您你]?|麻烦[您你]了?)?",
            r"(?:嗯+|恩+|要[的啊]?|需要|是[的啊]?|对[的啊]?|没问题|麻烦[您你]?了?|继续|看看吧?|帮我[看查]一?下?吧?|查吧?)",
            r"(?:ok|okay|yes|sure|please|yeah|yep)(?:,? please|,? thanks)?",
        ),
    ),
    (
        "no",
        (
            r"(?:那|嗯|哦)?[，, ]*(?:不用|不要|不需要|不必|没有?|算|先不用|暂时不用|不)了?[，, ]*(?:谢谢[您你]?)?|没事了?",
            r"(?:no|nope)(?:,? thanks?(?: you)?)?",
        ),
    ),
    (
        "heard",
        (
            r"(?:[哦噢喔嗷嗯啊]*[，, ]*)(?:我?知道|明白|了解|懂|清楚|收到|这样[啊子吧]?|原来如此|原来是这样|那就这样吧?|等我?一?下|稍等|我看看|我想想|[哦噢喔嗷]+)[了哈啊呀]*",
            r"i see|wait|hold on|one moment|got it|understood|fine|alright|all right",
        ),
    ),
)
NEITHER = re.compile(r"(?:两个|哪个)?都不[是对要]?[的吧啊]?|neither(?: of them)?|none of them")
ANOTHER = re.compile(
    r"另外?[一那]?[个单件票](?:运?单号|快递|包裹)?|(?:别的|其他的?|换[一那]?个?)(?:运?单号|快递|包裹)|"
    r"^\W*不是(?:这[个单件票]|它)(?:快递|单号|包裹)?\W*$|(?:the )?other one|another (?:one|number|parcel)"
)
CORRECTS = re.compile(
    r"我?(?:刚才|刚刚|前面|上面)?的?(?:运?单号|地址|地方|重量|电话|号码|手机号?|名字|时间|城市)?我?"
    r"(?:说|写|发|打|填|输|搞|弄|报|记|讲)[错反]了?|(?<!对)不对|(?<![送寄派拿取投])错了|更正(?:一下)?|我(?:是|的意思是)说?(?=\u02ac)|"
    r"等(?:等|一下)[,，]?\s*是|[应该当]{2}是|纠正|i mean|i meant|wrong (?:number|place)|sorry,? it'?s|no,? it'?s|actually"
)
_NOT = r"(?:不是|不要|不去|不到|不寄|并非|not)(?:寄到?|发到?|到|去)?[\s,，]*"
DENIES = re.compile(rf"{_NOT}({MASK}+)")
DENIES_WHAT_FOLLOWS = re.compile(rf"{_NOT}$")
IS_NOT = re.compile(rf"不是(?:这个|这[单件票]|那个|它)?|(?:而是|是)(?={MASK})")
GOES_ON = re.compile(r"^\W*(?:那么?|and|what about|how about)|呢\W*$|的话\W*$")
FILLERS = re.compile(
    r"那么?|呢|的话|如果|要是|换[成做个]?|改[成为]?|吧|啊|呀|嘛|么|吗|哦|噢|哈|呗|请问?|问一?下|麻烦|我们?|您|你们?|咱们?|他们|它|"
    r"寄[到往给]?|发[到往给]?|送[到达]?|到达?|派送?|从|去|往|给|是|就|也|又|再|才|还|都|只|大概|大约|差不多|左右|一共|总共|一般|通常|"
    r"会|能|可以|要|得|需要|想|现在|这[个边]?|那[个边]?|个|的|了|一下|下|多重|不好意思|抱歉|对不起|运?单号|重量|地址|电话|号码|手机|"
    r"具体|到底|究竟|\b(?:and|what|about|how|if|it|is|its|it's|to|from|for|the|a|an|of|please|sorry|no|then|they)\b|[\W_]"
)
