import pytest

from courier.vocabulary import places
from courier.vocabulary.latin import latin_name


def names(text: str) -> list[tuple[str, str]]:
    return [(one.text, one.full_name) for one in places(text)]


@pytest.mark.parametrize(
    ("text", "written", "meant"),
    [
        ("Pudong, Shanghai", "Pudong, Shanghai", "上海市浦东新区"),
        ("shanghai pudong", "shanghai pudong", "上海市浦东新区"),
        ("a parcel to Rudong, Nantong, Jiangsu please", "Rudong, Nantong, Jiangsu", "江苏省南通市如东县"),
        ("nanjing shi gulou qu", "nanjing shi gulou qu", "江苏省南京市鼓楼区"),
        ("Chaoyang District in Beijing", "Chaoyang District in Beijing", "北京市朝阳区"),
        ("send it to Xi’an", "Xi’an", "陕西省西安市"),
        ("xian, Shaanxi", "xian, Shaanxi", "陕西省西安市"),
        ("Jilin City, Jilin", "Jilin City, Jilin", "吉林省吉林市"),
        ("寄到Harbin", "Harbin", "黑龙江省哈尔滨市"),
        ("haerbin", "haerbin", "黑龙江省哈尔滨市"),
        ("INNER  MONGOLIA", "INNER  MONGOLIA", "内蒙古自治区"),
        ("rudong neng song ma", "rudong", "江苏省南通市如东县"),
        ("in Mile, Yunnan", "Mile, Yunnan", "云南省红河哈尼族彝族自治州弥勒市"),
        ("Nanjing", "Nanjing", "江苏省南京市"),
        ("Dali", "Dali", "云南省大理白族自治州"),
    ],
)
def test_a_place_in_latin_letters_is_found(text: str, written: str, meant: str) -> None:
    assert names(text) == [(written, meant)]


@pytest.mark.parametrize(
    "text",
    [
        "my name is Li Haiyan",
        "Jin Hua",
        "a mile to the dean",
        "drive to mile 5",
        "wo xian wen yi xia",
        "i lean on jian",
        "150 yuan",
        "gulou",
        "Shanghaiing",
        "where is my parcel",
    ],
)
def test_names_of_people_and_words_are_no_places(text: str) -> None:
    assert names(text) == []


def test_two_places_of_a_route_stay_two() -> None:
    assert names("from Beijing to Guangzhou") == [("Beijing", "北京市"), ("Guangzhou", "广东省广州市")]


def test_a_name_of_two_cities_means_both() -> None:
    assert names("Suzhou") == [("Suzhou", "安徽省宿州市"), ("Suzhou", "江苏省苏州市")]


def test_english_names_the_small_place_first() -> None:
    assert [latin_name(one.division) for one in places("如东 浦东新区 香港")] == [
        "Rudong, Nantong, Jiangsu",
        "Pudong, Shanghai",
        "Hong Kong",
    ]
