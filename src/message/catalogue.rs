//! The messages in Chinese. Written by `tools/generate.py` from `api/messages/*.toml`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[
    (
        "\"RUNNING\", or [\"RUNNING\", 3] for three polls",
        "\"RUNNING\"，或用 [\"RUNNING\", 3] 表示持续三次查询",
    ),
    (
        "A client needs the configuration file of the emulator, which has the credentials. `modelarts emulator` prints its path when it starts; in Python `emulator.write_config(folder)` writes one, and `emulator.activate()` sets the environment of the process.",
        "客户端需要模拟器的配置文件，其中包含认证信息。`modelarts emulator` 启动时会输出其路径；在 Python 中，`emulator.write_config(folder)` 写出该文件，`emulator.activate()` 设置当前进程的环境变量。",
    ),
    ("Account", "账号"),
    ("Clock", "时钟"),
    ("Connect", "连接"),
    ("Credentials", "认证信息"),
    ("Data", "数据"),
    ("Dataset", "数据集"),
    ("Datasets, version 1", "数据集（v1）"),
    ("Datasets, version 2", "数据集（v2）"),
    (
        "Endpoint of ModelArts and IAM",
        "ModelArts 与 IAM 的终端节点",
    ),
    ("Files", "文件数"),
    ("HTTP status", "HTTP 状态码"),
    ("ID", "ID"),
    ("Labelled", "已标注"),
    ("Last requests", "最近的请求"),
    ("ModelArts emulator", "ModelArts 模拟器"),
    ("Name", "名称"),
    ("None yet.", "暂无。"),
    ("None.", "无。"),
    ("OBS folder", "OBS 目录"),
    ("Operation", "接口"),
    ("Project ID", "项目 ID"),
    ("Region", "区域"),
    ("Request", "请求"),
    (
        "Runs an emulator of the service and prints the path of a configuration file for it.",
        "运行服务的模拟器，并输出使用它所需的配置文件。",
    ),
    ("SECONDS", "秒"),
    ("Samples", "样本数"),
    ("State of a task", "任务的每个状态"),
    ("Status", "状态"),
    ("Tasks, version 1", "任务（v1）"),
    ("Tasks, version 2", "任务（v2）"),
    (
        "The control interface is off. `modelarts emulator --control` switches it on, for tests in other processes and languages.",
        "控制接口未开启。使用 `modelarts emulator --control` 开启后，其他进程、其他语言的测试也能控制模拟器。",
    ),
    (
        "The control interface is on: with its token, programs in any language get the configuration file and control the emulator.",
        "控制接口已开启：持有令牌的程序，无论使用何种语言，都可以获取配置文件并控制模拟器。",
    ),
    (
        "The emulator runs at {url}; project {project_id}; OBS is {root}. Press Ctrl-C to stop it.",
        "模拟器已启动：{url}；项目 {project_id}；OBS 目录 {root}。按 Ctrl-C 停止。",
    ),
    ("Time", "时间"),
    ("Type", "类型"),
    ("User", "用户"),
    (
        "Version {version}. It emulates the dataset APIs of Huawei Cloud ModelArts on this machine, without the cloud. Reload the page to see what has changed.",
        "版本 {version}。在本机模拟华为云 ModelArts 的数据集接口，不访问云端。刷新页面可查看最新内容。",
    ),
    ("Versions", "版本数"),
    (
        "[5, \"RUNNING\"] for that state after 5 seconds",
        "[5, \"RUNNING\"]，表示 5 秒后进入该状态",
    ),
    (
        "a JSON file with datasets and tasks to start with",
        "包含初始数据集和任务的 JSON 文件",
    ),
    ("a list", "列表"),
    (
        "a list of states and when each begins, like [[0, \"RUNNING\"], [5, \"SUCCESS\"]]",
        "状态及其开始时间的列表，例如 [[0, \"RUNNING\"], [5, \"SUCCESS\"]]",
    ),
    (
        "a list of states; [\"RUNNING\", 3] lasts three polls",
        "状态列表；[\"RUNNING\", 3] 表示持续三次查询",
    ),
    ("a number", "数字"),
    (
        "a text, or leave it out, or \"\" for none",
        "一段文本；没有时省略或写 \"\"",
    ),
    ("add a task; may be repeated", "添加一个任务，可多次使用"),
    (
        "an id, or leave it out to get one",
        "一个 ID，省略则自动生成",
    ),
    ("an integer", "整数"),
    ("an object", "对象"),
    ("an object of texts", "值为文本的对象"),
    ("are checked", "校验"),
    (
        "are not checked: every request is accepted",
        "不校验，接受任何请求",
    ),
    (
        "are two kinds of fault; give one of them, or add two rules",
        "是两类故障；请只给其中一个，或添加两条规则",
    ),
    (
        "auth: is {value}, expected \"verify\" or \"none\"",
        "auth：为 {value}，应为 \"verify\" 或 \"none\"",
    ),
    ("being created", "创建中"),
    ("being deleted", "删除中"),
    ("being synchronised", "同步中"),
    (
        "can't be combined with kind={kind}; leave one of them out",
        "不能与 kind={kind} 同时使用；请去掉其中一个",
    ),
    (
        "can't be combined with {other}; give one of them",
        "不能与 {other} 同时使用；请只给其中一个",
    ),
    (
        "clock: is {value}, expected \"real\" or \"manual\"",
        "clock：为 {value}，应为 \"real\" 或 \"manual\"",
    ),
    (
        "credential: is {value}, expected \"password\", \"access_key\" or \"token\"",
        "credential：为 {value}，应为 \"password\"、\"access_key\" 或 \"token\"",
    ),
    (
        "credentials: is {value}, expected \"seed\" or \"random\"",
        "credentials：为 {value}，应为 \"seed\" 或 \"random\"",
    ),
    ("deleting files", "删除文件中"),
    ("failed", "失败"),
    ("free format", "自由格式"),
    ("has \".\" or \"..\" in it", "含有 \".\" 或 \"..\""),
    (
        "has a backslash or a control character",
        "含有反斜杠或控制字符",
    ),
    ("has a folder without a name", "含有没有名称的目录"),
    (
        "has a name that the emulator uses for files that are being written",
        "使用了模拟器为正在写入的文件保留的名称",
    ),
    (
        "has more than 1024 bytes after the bucket",
        "桶名之后超过 1024 字节",
    ),
    (
        "has states and script; leave one of them out",
        "同时有 states 和 script；请去掉其中一个",
    ),
    (
        "has the state {state}, expected numbers",
        "含有状态 {state}，应为数字",
    ),
    (
        "has {unknown}, which is unknown; write {keys}",
        "含有未知的 {unknown}；可用的有 {keys}",
    ),
    (
        "how many seconds a state of a task lasts (default: 1)",
        "任务每个状态持续的秒数（默认：1）",
    ),
    ("image classification", "图像分类"),
    ("image segmentation", "图像分割"),
    ("importing", "导入中"),
    (
        "is a folder, expected a file in a bucket",
        "是目录，应为桶中的文件",
    ),
    (
        "is empty, expected an id or another segment of a path",
        "为空，应为 ID 或路径中的一段",
    ),
    ("is empty; write {meaning}", "为空；请填写{meaning}"),
    ("is less than 1, expected 1 or more", "小于 1，应不小于 1"),
    ("is missing, expected {expected}", "缺失，应为：{expected}"),
    (
        "is missing; give a status, a code or a delay, like status=503, or kind=\"reset\", \"truncate\", \"retry\" or \"failure\"",
        "缺失；请给出 status、code 或 delay，例如 status=503，或设置 kind=\"reset\"、\"truncate\"、\"retry\" 或 \"failure\"",
    ),
    (
        "is missing; headers and body require it, like status=503",
        "缺失；使用 headers 和 body 时必须给出，例如 status=503",
    ),
    (
        "is missing; kind=\"delay\" requires seconds, like delay=2.5",
        "缺失；kind=\"delay\" 需要秒数，例如 delay=2.5",
    ),
    (
        "is missing; kind=\"failure\" requires a code and a message, like error=(\"ModelArts.4342\", \"…\"), or a documented code, like code=\"ModelArts.4342\"",
        "缺失；kind=\"failure\" 需要错误码和错误信息，例如 error=(\"ModelArts.4342\", \"…\")，或文档中的错误码，例如 code=\"ModelArts.4342\"",
    ),
    (
        "is missing; kind=\"status\" requires it, like status=503",
        "缺失；kind=\"status\" 必须给出，例如 status=503",
    ),
    ("is missing; write {meaning}", "缺失；请填写{meaning}"),
    ("is nested too deep", "嵌套过深"),
    (
        "is no mapping; give a dict of what the task has found",
        "不是映射；请用字典给出任务的结果",
    ),
    (
        "is not JSON: line {line}, column {column}: {problem}",
        "不是 JSON：第 {line} 行第 {column} 列：{problem}",
    ),
    (
        "is not UTF-8; save it as UTF-8",
        "不是 UTF-8 编码；请保存为 UTF-8",
    ),
    ("is not percent-encoded UTF-8", "不是百分号编码的 UTF-8"),
    (
        "is unknown, expected one of {names}",
        "未知，应为以下之一：{names}",
    ),
    (
        "is unknown; this call has no arguments",
        "未知；此接口没有参数",
    ),
    (
        "is {code}, which is not documented; the nearest one is {nearest}. For any other error give status and body",
        "为 {code}，不是文档中的错误码，最接近的是 {nearest}；其他错误请用 status 和 body 给出",
    ),
    (
        "is {kind}, expected \"status\", \"delay\", \"reset\", \"truncate\", \"retry\" or \"failure\"",
        "为 {kind}，应为 \"status\"、\"delay\"、\"reset\"、\"truncate\"、\"retry\" 或 \"failure\"",
    ),
    (
        "is {name}, expected one of {names}",
        "为 {name}，应为以下之一：{names}",
    ),
    (
        "is {operation}, expected auto_labelling.create, processing.create or processing.create_version",
        "为 {operation}，应为 auto_labelling.create、processing.create 或 processing.create_version",
    ),
    (
        "is {path}, and {bucket} is no name of a bucket; use 3-63 lower-case letters, digits, '-' or '.', with no symbol at the ends and no two in a row",
        "为 {path}，其中 {bucket} 不是有效的桶名；请使用 3～63 个小写字母、数字、'-' 或 '.'，首尾不能是符号，符号不能相邻",
    ),
    (
        "is {path}, which is a folder, expected a file in a bucket, like \"bucket1/cats/1.jpg\"",
        "为 {path}，是目录；应为桶中的文件，例如 \"bucket1/cats/1.jpg\"",
    ),
    ("is {path}, which {problem}", "为 {path}，{problem}"),
    (
        "is {probability}, expected a number from 0 to 1",
        "为 {probability}，应为 0～1 之间的数",
    ),
    (
        "is {seconds}, expected a finite number of seconds",
        "为 {seconds}，应为有限的秒数",
    ),
    (
        "is {seconds}, expected a number of seconds, 0 or more",
        "为 {seconds}，应为不小于 0 的秒数",
    ),
    (
        "is {status}, expected an HTTP status from 200 to 599",
        "为 {status}，应为 200～599 之间的 HTTP 状态码",
    ),
    ("is {value}, expected a list", "为 {value}，应为列表"),
    (
        "is {value}, expected a number of requests",
        "为 {value}，应为请求的个数",
    ),
    (
        "is {value}, expected an object with {keys}",
        "为 {value}，应为包含 {keys} 的对象",
    ),
    (
        "is {value}, expected something like {example}",
        "为 {value}，应形如 {example}",
    ),
    (
        "is {value}, expected text: {meaning}",
        "为 {value}，应为文本：{meaning}",
    ),
    (
        "is {value}, expected {expected}",
        "为 {value}，应为：{expected}",
    ),
    (
        "it has no states; give it at least one",
        "没有状态；请至少给出一个",
    ),
    (
        "it has {size} bytes, more than {limit}",
        "共 {size} 字节，超过 {limit}",
    ),
    ("lasts {pace} s", "持续 {pace} 秒"),
    ("leads out of the root", "指向根目录之外"),
    (
        "let tests in other processes control it over HTTP, with the token in the variable {variable}, else with one that is printed",
        "允许其他进程中的测试通过 HTTP 控制模拟器；令牌取自环境变量 {variable}，未设置时随机生成并输出",
    ),
    ("named entities", "命名实体"),
    ("normal", "正常"),
    ("object detection", "物体检测"),
    ("publishing a version", "发布版本中"),
    (
        "root: {path} can't be used: {problem}; name an existing, readable folder, or leave root out for a temporary one",
        "root：无法使用 {path}：{problem}；请指定已有且可读的目录，或省略 root 以使用临时目录",
    ),
    (
        "run an emulator of the service until Ctrl-C",
        "运行服务的模拟器，直到按 Ctrl-C",
    ),
    ("sound classification", "声音分类"),
    ("speech content", "语音内容"),
    ("speech segments", "语音分割"),
    ("switching its version", "切换版本中"),
    ("table", "表格"),
    ("text", "文本"),
    ("text classification", "文本分类"),
    ("text triplets", "文本三元组"),
    (
        "the address to listen on (default: 127.0.0.1); other hosts can connect unless it is a loopback address",
        "监听地址（默认：127.0.0.1）；若不是回环地址，其他主机也能访问",
    ),
    ("the body is not JSON: {error}", "请求体不是 JSON：{error}"),
    (
        "the body is {shown}, expected a JSON object",
        "请求体为 {shown}，应为 JSON 对象",
    ),
    (
        "the emulator can't go on: {problem}; raise the limits of this process (ulimit -u, ulimit -n)",
        "模拟器无法继续运行：{problem}；请提高该进程的资源上限（ulimit -u、ulimit -n）",
    ),
    (
        "the emulator can't listen on {address}: the address is in use; port 0 selects a free port",
        "模拟器无法监听 {address}：地址已被占用；端口 0 表示自动选择空闲端口",
    ),
    (
        "the emulator can't listen on {address}: {problem}",
        "模拟器无法监听 {address}：{problem}",
    ),
    (
        "the emulator failed; report it",
        "模拟器发生内部错误；请反馈",
    ),
    ("the emulator is closed", "模拟器已关闭"),
    (
        "the folder of its files, like \"bucket/flowers/\"",
        "文件所在目录，例如 \"bucket/flowers/\"",
    ),
    (
        "the folder that holds OBS; each folder in it is a bucket (default: a temporary folder)",
        "存放 OBS 数据的文件夹，其中每个子文件夹是一个桶（默认：临时文件夹）",
    ),
    ("the id of the task, like \"t1\"", "任务 ID，例如 \"t1\""),
    (
        "the name of the dataset, like \"flowers\"",
        "数据集名称，例如 \"flowers\"",
    ),
    (
        "the port to listen on; 0 selects a free one (default: 0)",
        "监听端口；0 表示自动选择空闲端口（默认：0）",
    ),
    ("the request has no header Host", "请求没有 Host 请求头"),
    (
        "the request lacks the token of the control interface; send the header 'Authorization: Bearer TOKEN' with the token that the emulator was started with",
        "请求没有控制接口的令牌；请发送请求头 'Authorization: Bearer TOKEN'，TOKEN 为启动模拟器时的令牌",
    ),
    (
        "the script of task {task_id} is not valid: {problem}",
        "任务 {task_id} 的脚本无效：{problem}",
    ),
    (
        "the system has no random numbers for the emulator's credentials",
        "系统无法为模拟器的凭证提供随机数",
    ),
    ("the task_id is empty", "task_id 为空"),
    (
        "the token has characters that a header can't carry; use letters and digits",
        "令牌含有不能放入请求头的字符；请使用字母和数字",
    ),
    (
        "the token is too short or too long; use 16 to 256 characters",
        "令牌过短或过长；请使用 16～256 个字符",
    ),
    (
        "the value of {name} has characters that are not allowed in a header",
        "{name} 的值含有请求头不允许的字符",
    ),
    (
        "the work was ended before it was done",
        "操作在完成之前被终止",
    ),
    ("there is already a task {task_id}", "任务 {task_id} 已存在"),
    (
        "there is no such path in the control interface; docs/emulator.md lists them",
        "控制接口没有此路径；全部路径见 docs/emulator.zh-CN.md",
    ),
    (
        "this path has other methods; see the header Allow",
        "此路径只支持其他方法；见响应头 Allow",
    ),
    ("true or false", "true 或 false"),
    ("usage: ", "用法："),
    ("video", "视频"),
    (
        "warning: every machine that can reach {host} can use this emulator.",
        "警告：凡是能访问 {host} 的机器都可以使用此模拟器。",
    ),
    (
        "whether to check credentials (default: verify)",
        "是否校验认证信息（默认：verify）",
    ),
    (
        "{name} follows from the body; to announce a wrong length use kind \"truncate\"",
        "{name} 由响应体决定；如需声明错误的长度，请使用类型 \"truncate\"",
    ),
    (
        "{name} is not a valid header name",
        "{name} 不是有效的请求头名称",
    ),
    (
        "{name} starts no work that could fail, expected one of {names}",
        "{name} 不启动可能失败的任务，应为以下之一：{names}",
    ),
    ("{parameter}: {problem}", "{parameter}：{problem}"),
    ("{path}: {problem}", "{path}：{problem}"),
    (
        "{state} begins at {seconds} s; each state must begin later than the one before",
        "{state} 始于 {seconds} 秒；每个状态都必须晚于前一个状态",
    ),
    (
        "{state} begins at {seconds} s; expected a number of seconds, 0 or more",
        "{state} 始于 {seconds} 秒；应为不小于 0 的秒数",
    ),
    (
        "{state} begins at {seconds} s; the first state must begin at 0",
        "{state} 始于 {seconds} 秒；第一个状态必须始于 0",
    ),
    (
        "{state} lasts 0 polls; it must last at least 1 poll",
        "{state} 持续 0 次查询；至少应为 1 次",
    ),
    ("{status}: {error}", "{status}：{error}"),
    (
        "{status}; it could not be deleted: {error}",
        "{status}；删除失败：{error}",
    ),
    (
        "{status}; its version could not be switched: {error}",
        "{status}；切换版本失败：{error}",
    ),
    (
        "{unknown} is not a documented state, the nearest one is {nearest}; allow_unknown_states accepts it",
        "{unknown} 不是文档中的状态，最接近的是 {nearest}；设置 allow_unknown_states 后可以使用",
    ),
    ("… and {count} more", "……另有 {count} 项"),
];
