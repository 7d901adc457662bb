//! The messages in Chinese. Written by `tools/generate.py` from `api/messages/*.toml`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[
    ("(missing)", "（缺少）"),
    ("(wrong)", "（有误）"),
    ("1 or 2", "1 或 2"),
    ("; did you mean {near}?", "；是否应为 {near}？"),
    ("Access key (AK)", "访问密钥 ID（AK）"),
    (
        "Account name (leave it empty if the user is the account itself)",
        "账号名（用账号本身登录时留空）",
    ),
    ("CONTEXT", "context 名称"),
    (
        "Check `username`, `password` and `account`. An IAM user needs `account`, the name of the account that it belongs to; without it, the user name is taken for the account name. The console shows both under My Credentials. `modelarts config init` asks for all three.",
        "请检查 `username`、`password` 和 `account`。IAM 用户必须填写 `account`，即其所属的账号名；未填写时，用户名会被当作账号名。两者可在控制台的“我的凭证”中查看。运行 `modelarts config init` 可重新填写。",
    ),
    (
        "Endpoint of IAM (leave it empty for the region's)",
        "IAM 的终端节点（留空则使用该区域的终端节点）",
    ),
    (
        "Endpoint of ModelArts, if the region is right (else leave it empty)",
        "若区域无误，请填写 ModelArts 的终端节点（否则留空）",
    ),
    ("Enter the credential again?", "是否重新输入认证信息？"),
    ("IAM refused the login.", "IAM 拒绝了登录。"),
    ("KEY", "配置项"),
    ("Name of the context", "context 名称"),
    ("Nothing was written.", "未写入任何内容。"),
    ("Password (it is not shown): ", "密码（输入不显示）："),
    ("Project id", "项目 ID"),
    (
        "Project id (leave it empty for the region's)",
        "项目 ID（留空则使用该区域的默认项目）",
    ),
    (
        "Project: a number, a name or an id",
        "项目（填写序号、名称或 ID）",
    ),
    ("Region", "区域"),
    ("Regions of {cloud}: {regions}", "{cloud} 的区域：{regions}"),
    (
        "Secret key (SK; it is not shown): ",
        "私有访问密钥（SK，输入不显示）：",
    ),
    (
        "Shows the settings in use and the source of each, never a secret, and sets them.",
        "显示生效的配置及其来源（不显示任何密钥），并可修改配置。",
    ),
    (
        "Sign in with: 1 an access key (AK/SK), 2 a user and a password",
        "认证方式：1 访问密钥（AK/SK），2 用户名和密码",
    ),
    (
        "The context {context} exists. Replace its settings?",
        "context {context} 已存在，是否替换其配置？",
    ),
    (
        "The context {context} is written to {file}.",
        "已将 context {context} 写入 {file}。",
    ),
    (
        "The projects can't be listed: {problem}",
        "无法查询项目列表：{problem}",
    ),
    (
        "The service answered after {seconds} s.",
        "服务在 {seconds} 秒后响应。",
    ),
    (
        "The settings are written to {file}. Ctrl-C ends without writing.",
        "配置将写入 {file}。按 Ctrl-C 退出，不写入。",
    ),
    (
        "The settings did not work. Write them all the same?",
        "配置未通过验证，是否仍然写入？",
    ),
    ("To use it everywhere: {command}", "设为默认使用：{command}"),
    ("User name", "用户名"),
    ("VALUE", "值"),
    ("actions", "操作"),
    (
        "ask for the settings of a context, try them, and write them to the configuration file",
        "按提示填写一个 context 的配置，验证后写入配置文件",
    ),
    ("context", "context 名称"),
    ("credential", "认证信息"),
    ("current", "当前"),
    ("its value", "配置项的值"),
    (
        "list the contexts of the configuration file",
        "列出配置文件中的 context",
    ),
    (
        "make a context the one that is used if nothing else names one",
        "设置默认使用的 context",
    ),
    ("missing: {settings}", "缺少：{settings}"),
    (
        "modelarts: note: not complete yet: {problem}",
        "modelarts：提示：配置尚不完整：{problem}",
    ),
    (
        "modelarts: note: the contexts {names} have the same {part}",
        "modelarts：提示：context {names} 使用同一个 {part}，同时受影响",
    ),
    (
        "modelarts: warning: a secret in a command can be read in the history of the shell and in the list of processes; leave it out, to be asked for it",
        "modelarts：警告：命令中的密钥会出现在 shell 历史记录和进程列表中；请省略该值，按提示输入",
    ),
    ("modelarts: warning: {text}", "modelarts：警告：{text}"),
    (
        "modelarts: warning: {variable} is set, and is used instead of the file",
        "modelarts：警告：已设置环境变量 {variable}，其优先级高于配置文件",
    ),
    (
        "no other is set; modelarts config init sets one",
        "未设置其他认证信息，可用 modelarts config init 设置",
    ),
    ("problem", "问题"),
    ("project", "项目"),
    ("region", "区域"),
    (
        "remove one setting from the configuration file",
        "删除配置文件中的一个配置项",
    ),
    ("set it with: {command}", "设置命令：{command}"),
    (
        "set one setting in the configuration file; a secret that is left out is asked for, or read from standard input",
        "设置配置文件中的一个配置项；密钥未填写时会提示输入，或从标准输入读取",
    ),
    ("setting", "配置项"),
    (
        "show the settings in use, and what is missing",
        "显示生效的配置和缺少的配置项",
    ),
    (
        "show the settings, and call the service once",
        "显示配置，并调用一次服务",
    ),
    ("show, check and set the settings", "显示、检查和设置配置"),
    ("source", "来源"),
    (
        "standard input ended before all questions were answered; nothing was written",
        "标准输入提前结束，未写入任何内容",
    ),
    ("the configuration file", "配置文件"),
    (
        "the context to change (default: the current one)",
        "要修改的 context（默认为当前 context）",
    ),
    (
        "the context {context} is the current one",
        "当前 context 已设为 {context}",
    ),
    (
        "the endpoint of ModelArts (default: that of the region)",
        "ModelArts 的终端节点（默认为该区域的终端节点）",
    ),
    (
        "the endpoint of ModelArts, instead of the region's",
        "ModelArts 的终端节点，代替该区域的终端节点",
    ),
    ("the name of the context", "context 的名称"),
    (
        "the region (default: from the settings)",
        "区域（默认取自配置）",
    ),
    (
        "the region, instead of the question",
        "区域，指定后不再询问",
    ),
    (
        "the setting, like region or user.password",
        "配置项，例如 region 或 user.password",
    ),
    (
        "the value can't be written as UTF-8",
        "该值无法以 UTF-8 编码写入",
    ),
    (
        "there are no contexts in {file}; run: modelarts config init",
        "{file} 中没有 context；请运行 modelarts config init",
    ),
    (
        "there is no context {name}; did you mean {near}?",
        "没有名为 {name} 的 context；是否应为 {near}？",
    ),
    (
        "there is no context {name}; the contexts are {names}; modelarts config init adds one",
        "没有名为 {name} 的 context；已有的 context 为 {names}；可用 modelarts config init 添加",
    ),
    ("there is no option {name}", "没有选项 {name}"),
    (
        "there is no option {name}; did you mean {near}?",
        "没有选项 {name}；是否应为 {near}？",
    ),
    (
        "there is no setting {key}; did you mean {near}?",
        "没有配置项 {key}；是否应为 {near}？",
    ),
    (
        "there is no setting {key}; the settings are {names}",
        "没有配置项 {key}；可用的配置项为 {names}",
    ),
    ("try '{command} --help'", "请尝试 '{command} --help'"),
    ("unexpected argument {word}", "多余的参数 {word}"),
    ("usage: ", "用法："),
    ("value", "值"),
    (
        "write a line for each request on standard error",
        "在标准错误输出中为每个请求写一行日志",
    ),
    (
        "{answer} is none of these projects",
        "{answer} 不是以上项目之一",
    ),
    (
        "{file} has another form than a configuration file",
        "{file} 不是配置文件的格式",
    ),
    (
        "{file} is no regular file, so it can't be changed",
        "{file} 不是普通文件，无法修改",
    ),
    (
        "{key} is not set in the context {context}",
        "context {context} 未设置 {key}",
    ),
    (
        "{key} needs a value, like: {example}",
        "{key} 需要一个值，例如：{example}",
    ),
    (
        "{key} of the context {context} is removed from {file}",
        "已从 {file} 中删除 context {context} 的 {key}",
    ),
    (
        "{key} of the context {context} is set in {file}",
        "已在 {file} 中设置 context {context} 的 {key}",
    ),
    (
        "{name}: invalid choice: {value}; the choices are {choices}",
        "{name}：无效的取值 {value}；可选值为 {choices}",
    ),
    (
        "{text} is not a port; write a number from 0 to {last}",
        "{text} 不是端口；请填写 0 到 {last} 之间的数字",
    ),
    (
        "{variable} is {value}, which is no level; write debug, info or warning",
        "{variable} 的值 {value} 不是日志级别；请填写 debug、info 或 warning",
    ),
];
