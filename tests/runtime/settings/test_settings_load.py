from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from runtime.settings import Settings, SettingsError, config_path, load, unknown_environment
from runtime.settings import convert as converting
from runtime.settings.table import TABLE, Row


def config(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "config.toml"
    path.write_text(text, encoding="utf-8")
    return path


def test_with_nothing_given_the_defaults_hold() -> None:
    assert load(None, {}, {}) == Settings()


def test_flags_over_environment_over_file_over_defaults(tmp_path: Path) -> None:
    path = config(tmp_path, 'profile = "fast"\nlog_level = "debug"\nhttp_max_hops = 3\n')
    environ = {"PARLEY_LOG_LEVEL": "warning", "PARLEY_HTTP_MAX_HOPS": "4", "HOME": "/x"}
    settings = load(path, environ, {"http_max_hops": 7, "profile": None})
    assert (settings.profile, settings.log_level, settings.http_max_hops) == ("fast", "warning", 7)
    assert settings.log_format == "text"


def test_an_unknown_key_is_named_with_the_nearest_known_one(tmp_path: Path) -> None:
    path = config(tmp_path, 'log_fromat = "json"\n')
    with pytest.raises(SettingsError, match=r"unknown setting `log_fromat`.*`log_format`"):
        load(path, {}, {})


def test_an_unknown_key_far_from_all_is_named_alone(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"unknown setting `zzz`$"):
        load(config(tmp_path, "zzz = 1\n"), {}, {})


def test_an_unknown_flag_is_a_mistake_of_ours() -> None:
    with pytest.raises(SettingsError, match="command line: unknown setting `shel`"):
        load(None, {}, {"shel": "local"})


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ('shell = "moon"', "`shell` must be one of local, cluster, not 'moon'"),
        ("shell = 3", "must be one of"),
        ("http_max_hops = 1.5", "must be a whole number"),
        ("http_max_hops = true", "must be a whole number"),
        ("http_max_hops = -1", "must be at least 0"),
        ("http_max_hops = 1000", "must be at most 20"),
        ("http_total_seconds = nan", "must be a number"),
        ("http_total_seconds = inf", "must be a number"),
        ('http_total_seconds = "soon"', "must be a number"),
        ("http_total_seconds = [1]", "must be a number"),
        ("allowed_private_hosts = 5", "must be a list of texts"),
        ("allowed_private_hosts = [5]", "must be a text"),
        ('allowed_private_hosts = [""]', "must not be empty"),
        ('contact = "a\\nX-Injected: 1"', "control characters"),
        ("contact = 5", "must be a text"),
        ('data_dir = ""', "must not be empty"),
        ("data_dir = 5", "must be a text"),
        ("[shell]\nname = 1", "must be one of"),
        ("poll_min_seconds = 9999999", "`poll_min_seconds`.*is above `poll_default_seconds`"),
        ("poll_max_seconds = 600", "`poll_default_seconds`.*is above `poll_max_seconds`"),
        ("shell = local", "is no TOML"),
    ],
)
def test_a_value_that_does_not_fit_is_named(tmp_path: Path, text: str, words: str) -> None:
    with pytest.raises(SettingsError, match=words):
        load(config(tmp_path, text + "\n"), {}, {})


def test_the_place_of_a_bad_value_is_named() -> None:
    with pytest.raises(SettingsError, match="environment variable PARLEY_SHELL"):
        load(None, {"PARLEY_SHELL": "moon"}, {})
    with pytest.raises(SettingsError, match="flag --log-level"):
        load(None, {}, {"log_level": "loud"})


def test_a_file_that_cannot_be_read(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match=r"cannot read .*none\.toml"):
        load(tmp_path / "none.toml", {}, {})
    latin = tmp_path / "latin.toml"
    latin.write_bytes(b'contact = "\xe9"')
    with pytest.raises(SettingsError, match="not UTF-8"):
        load(latin, {}, {})


def test_paths_of_the_file_start_at_the_file(tmp_path: Path) -> None:
    path = config(tmp_path, 'data_dir = "here"\nfeeds = "/there/feeds.opml"\n')
    settings = load(path, {}, {})
    assert settings.data_dir == tmp_path / "here"
    assert settings.feeds == Path("/there/feeds.opml")
    assert load(None, {"PARLEY_DATA_DIR": "here"}, {}).data_dir == Path("here")


def test_a_path_may_begin_at_home(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/someone")
    assert load(None, {}, {"feeds": "~/f"}).feeds == Path("/home/someone/f")
    assert load(None, {}, {"feeds": Path("/f")}).feeds == Path("/f")


def test_lists_of_the_environment_are_separated_by_commas() -> None:
    environ = {"PARLEY_ALLOWED_PRIVATE_HOSTS": " a:1, b:2 ,,"}
    assert load(None, environ, {}).allowed_private_hosts == ("a:1", "b:2")
    assert load(None, {"PARLEY_ALLOWED_PRIVATE_HOSTS": ""}, {}).allowed_private_hosts == ()


def test_choices_ignore_case_and_numbers_may_be_grouped() -> None:
    environ = {"PARLEY_LOG_LEVEL": " DEBUG ", "PARLEY_HTTP_MAX_BYTES": "1_000_000"}
    settings = load(None, environ, {})
    assert (settings.log_level, settings.http_max_bytes) == ("debug", 1_000_000)


@given(name=st.sampled_from(sorted(TABLE)), value=st.text(max_size=20))
def test_any_text_fits_or_is_refused_in_words(name: str, value: str) -> None:
    try:
        settings = load(None, {"PARLEY_" + name.upper(): value}, {})
    except SettingsError as refused:
        words = str(refused)
    else:
        words = f"{name}: {settings}"
    assert name in words


def test_every_default_fits_its_own_row() -> None:
    for described in TABLE.values():
        if described.default is not None:
            fitted = converting.convert(described.kind, described.row, described.default)
            assert fitted == described.default


def test_a_type_that_nobody_converts_is_found() -> None:
    with pytest.raises(TypeError, match="nobody converts"):
        converting.convert(bytes, Row(""), "x")


def test_where_the_file_is_looked_for(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("XDG_CONFIG_HOME", str(tmp_path))
    assert config_path(None, {}) is None
    own = tmp_path / "parley" / "config.toml"
    own.parent.mkdir()
    own.write_text("")
    assert config_path(None, {}) == own
    assert config_path(None, {"PARLEY_CONFIG": "/e.toml"}) == Path("/e.toml")
    assert config_path(Path("/f.toml"), {"PARLEY_CONFIG": "/e.toml"}) == Path("/f.toml")


def test_strange_variables_are_shown_with_the_nearest_known() -> None:
    environ = {"PARLEY_SHEL": "", "PARLEY_QQQQQQ": "", "PARLEY_SHELL": "", "OTHER": ""}
    assert unknown_environment({**environ, "PARLEY_CONFIG": ""}) == {
        "PARLEY_QQQQQQ": None,
        "PARLEY_SHEL": "PARLEY_SHELL",
    }


def test_the_user_agent_says_who_asks() -> None:
    assert Settings().user_agent("1.2") == "Parley/1.2 (news monitor)"
    assert "; +https://desk" in Settings(contact="https://desk").user_agent("1.2")
