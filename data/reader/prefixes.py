"""Level prefixes written once for a list: 省科技厅、工业和信息化厅 are both provincial."""

import re

LEVEL = re.compile(
    r"^(?:省(?!级|部级|际)|市(?!场|级|政(?!府|务|协|法|研|数)|容|民(?!政|宗|族|营)|县|州)"
    r"|区(?!域|县|级)|县(?!级|域|区)|州(?!级"
    r"|市)|盟(?!市)|旗(?!县)"
    r"|自治区|自治州|兵团)(?!委?$)(?=.{2})"
)
PARTY = re.compile(r"^[省市区县州盟]委(?=.{2})")
ELIDED = re.compile(r"(?:厅|局|委|办|部|联|会|院|社|中心|办公室|委员会|总队|支队|大队)$")
PARTY_ORGANS = re.compile(
    r"^(?:宣传|组织|统战|政法|网信|编|机构编制|改革|社会工作|老干部)[^、]{0,6}(?:部|委|办|局"
    r"|办公室)$"
)
OWN = re.compile(
    r"^(?:国家|中国|全国|中央|国务院|人民银行|国网|各|有关|相关|其他|所有|地方(?!金融)|团|共青团|海关|新华社"
    r"|.{0,6}(?:银保监|证监|人民银行|金融监管(?:总局|分局|支局))|高校|学校|本|驻|(?:高新|经开|开发|示范|新|保税|试验)(?:技术)?(?:产业)?(?:开发)?区|省级|市级|县级|直属|国有|中共"
    r"|.{2,4}(?:省|市|县)(?!场|政|容|级|民|长))"
)


def completed(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names of one list, each with the level that the last name before it carries."""
    result: list[str] = []
    level = party = ""
    for name in names:
        prefix, organ = LEVEL.match(name), PARTY.match(name)
        if prefix or organ:
            level = prefix.group() if prefix else name[0]
            party = organ.group() if organ else party
            result.append(name)
        elif level and ELIDED.search(name) and not OWN.match(name):
            takes_party = party and PARTY_ORGANS.match(name)
            result.append(f"{party if takes_party else level}{name}")
        else:
            result.append(name)
    return tuple(result)
