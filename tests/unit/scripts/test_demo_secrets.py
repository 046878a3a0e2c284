from pathlib import Path

from dotenv import dotenv_values

from handoff.identities.demo import SITE
from handoff.settings import Settings
from scripts.demo_secrets import PASSWORDS, SECRETS, ensure_env_file


def test_first_call_makes_every_secret_for_its_owner_only(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    assert ensure_env_file(path)
    values = dotenv_values(path)
    assert path.stat().st_mode & 0o777 == 0o600
    assert all(len(values[name] or "") >= 32 for name in SECRETS)
    assert all(len(values[name] or "") == 12 for name in PASSWORDS)
    assert len({values[name] for name in (*SECRETS, *PASSWORDS)}) == len(SECRETS) + len(PASSWORDS)


def test_the_desk_reads_the_secret_of_the_demo_shop(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    ensure_env_file(path)
    assert list(Settings(_env_file=path).identity_secrets) == [SITE]


def test_second_call_changes_nothing(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    ensure_env_file(path)
    before = path.read_bytes()
    assert not ensure_env_file(path)
    assert path.read_bytes() == before


def test_missing_secret_is_added_and_the_users_own_lines_stay(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("# mine\nSECRET_KEY=chosen-by-the-user\nDESK_PORT=8100")
    assert ensure_env_file(path)
    values = dotenv_values(path)
    assert values["SECRET_KEY"] == "chosen-by-the-user"
    assert values["DESK_PORT"] == "8100"
    assert values["BOT_TOKEN"]
    assert path.read_text().startswith("# mine\n")


def test_two_installations_have_different_secrets(tmp_path: Path) -> None:
    for name in ("one", "two"):
        ensure_env_file(tmp_path / name)
    one, two = dotenv_values(tmp_path / "one"), dotenv_values(tmp_path / "two")
    assert all(one[name] != two[name] for name in (*SECRETS, *PASSWORDS))


def test_a_copy_of_the_example_gets_its_secrets_filled_in(tmp_path: Path) -> None:
    path = tmp_path / ".env"
    path.write_text("SECRET_KEY=\nDESK_PORT=9000\nDEMO_AGENT_PASSWORD=\n", "utf-8")
    assert ensure_env_file(path)
    lines = path.read_text("utf-8").splitlines()
    assert "SECRET_KEY=" not in lines
    assert {"DESK_PORT=9000", "DEMO_AGENT_PASSWORD="} <= set(lines)
    assert sum(line.startswith("SECRET_KEY=") for line in lines) == 1
