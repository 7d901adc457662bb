//! The messages in Chinese. Written by `tools/generate.py` from `api/messages/*.toml`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[
    (
        "Check `username`, `password` and `account`. An IAM user needs `account`, the name of the account that it belongs to; without it, the user name is taken for the account name. The console shows both under My Credentials. `modelarts config init` asks for all three.",
        "请检查 `username`、`password` 和 `account`。IAM 用户必须填写 `account`，即其所属的账号名；未填写时，用户名会被当作账号名。两者可在控制台的“我的凭证”中查看。运行 `modelarts config init` 可重新填写。",
    ),
    ("IAM refused the login.", "IAM 拒绝了登录。"),
    ("usage: ", "用法："),
];
