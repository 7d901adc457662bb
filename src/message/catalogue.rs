//! The messages in Chinese. Written by `tools/generate.py` from `api/messages/*.toml`; do not edit.

/// The English text of each message, sorted, and the Chinese one.
pub(super) static CHINESE: &[(&str, &str)] = &[
    (
        " (none of its files is named as one)",
        "（其中没有以证书方式命名的文件）",
    ),
    (" ({attempts} attempts)", "（共尝试 {attempts} 次）"),
    (" ({cause})", "（{cause}）"),
    (" ({file} {problem})", "（{file} {problem}）"),
    (" ({how})", "（{how}）"),
    (" ({what})", "（{what}）"),
    (" [request id {id}]", " [请求 ID：{id}]"),
    (" [retry after {seconds} s]", " [请在 {seconds} 秒后重试]"),
    (" [{attempts} attempts]", " [共尝试 {attempts} 次]"),
    (" and {more} others", " 等，另有 {more} 个"),
    (" at {path}", "中的 {path}"),
    ("\"true\" or \"false\"", "\"true\" 或 \"false\""),
    ("(missing)", "（缺少）"),
    ("(wrong)", "（有误）"),
    ("1 or 2", "1 或 2"),
    (": {words}", "：{words}"),
    ("; did you mean {near}?", "；是否应为 {near}？"),
    (
        "; its region with ModelArts is {only}",
        "；该云有 ModelArts 的区域是 {only}",
    ),
    (
        "; the last attempt failed: {failure}",
        "；上一次尝试失败：{failure}",
    ),
    (
        "; {count} of its regions have ModelArts",
        "；该云有 {count} 个区域有 ModelArts",
    ),
    ("Access key (AK)", "访问密钥 ID（AK）"),
    (
        "Account name (leave it empty if the user is the account itself)",
        "账号名（用账号本身登录时留空）",
    ),
    ("Address already in use", "地址已被占用"),
    ("Bad file descriptor", "文件描述符无效"),
    ("Broken pipe", "管道已断开"),
    ("CONTEXT", "context 名称"),
    ("Cannot allocate memory", "无法分配内存"),
    ("Cannot assign requested address", "无法使用所请求的地址"),
    (
        "Check `username`, `password` and `account`. An IAM user needs `account`, the name of the account that it belongs to; without it, the user name is taken for the account name. The console shows both under My Credentials. `modelarts config init` asks for all three.",
        "请检查 `username`、`password` 和 `account`。IAM 用户必须填写 `account`，即其所属的账号名；未填写时，用户名会被当作账号名。两者可在控制台的“我的凭证”中查看。运行 `modelarts config init` 可重新填写。",
    ),
    ("Connection refused", "连接被拒绝"),
    ("Connection reset by peer", "连接被对端重置"),
    ("Connection timed out", "连接超时"),
    ("EOF while parsing a list", "列表未结束"),
    ("EOF while parsing a string", "字符串未结束"),
    ("EOF while parsing a value", "缺少值"),
    ("EOF while parsing an object", "对象未结束"),
    (
        "Endpoint of IAM (leave it empty for the region's)",
        "IAM 的终端节点（留空则使用该区域的终端节点）",
    ),
    (
        "Endpoint of ModelArts, if the region is right (else leave it empty)",
        "若区域无误，请填写 ModelArts 的终端节点（否则留空）",
    ),
    ("Enter the credential again?", "是否重新输入认证信息？"),
    ("File name too long", "文件名过长"),
    (
        "HTTP 407: it takes the methods {named}, and refused the user and the password of its address; correct them, with what is not a letter or a digit percent-encoded",
        "HTTP 407：代理支持的认证方式为 {named}，但拒绝了其地址中的用户名和密码；请更正，字母和数字以外的字符须使用百分号编码",
    ),
    (
        "HTTP 407: it wants a user and a password by one of the methods {named}, and this client has Basic only; name a proxy on this machine that signs in to it, like px or cntlm",
        "HTTP 407：代理要求以 {named} 之一的方式认证，而本客户端只支持 Basic；请改用本机上可代为登录的代理，如 px 或 cntlm",
    ),
    (
        "HTTP 407: it wants a user and a password, but does not say by which method",
        "HTTP 407：代理要求用户名和密码，但没有说明认证方式",
    ),
    (
        "HTTP 407: it wants a user and a password, by one of the methods {named}; write them into its address: http://USER:PASSWORD@HOST:PORT",
        "HTTP 407：代理要求用户名和密码，认证方式为 {named} 之一；请写入代理地址：http://USER:PASSWORD@HOST:PORT",
    ),
    ("IAM refused the login.", "IAM 拒绝了登录。"),
    ("Input/output error", "输入/输出错误"),
    ("Invalid argument", "参数无效"),
    ("Is a directory", "是一个目录"),
    ("JSON has no comments", "JSON 不支持注释"),
    ("JSON needs double quotes", "JSON 须使用双引号"),
    ("KEY", "配置项"),
    ("MD5 and RSA", "MD5 和 RSA"),
    ("Name of the context", "context 名称"),
    ("Name or service not known", "域名或服务未知"),
    ("Network is unreachable", "网络不可达"),
    ("No address associated with hostname", "域名没有对应的地址"),
    ("No route to host", "没有到主机的路由"),
    ("No space left on device", "磁盘空间不足"),
    ("No such file or directory", "没有那个文件或目录"),
    ("Not a directory", "不是目录"),
    ("Nothing was written.", "未写入任何内容。"),
    ("Operation not permitted", "不允许的操作"),
    ("Password (it is not shown): ", "密码（输入不显示）："),
    ("Permission denied", "权限不足"),
    ("Project id", "项目 ID"),
    (
        "Project id (leave it empty for the region's)",
        "项目 ID（留空则使用该区域的默认项目）",
    ),
    (
        "Project: a number, a name or an id",
        "项目（填写序号、名称或 ID）",
    ),
    ("Read-only file system", "文件系统只读"),
    ("Region", "区域"),
    ("Regions of {cloud}: {regions}", "{cloud} 的区域：{regions}"),
    ("Resource temporarily unavailable", "资源暂时不可用"),
    ("SHA-1 and DSA", "SHA-1 和 DSA"),
    ("SHA-1 and ECDSA", "SHA-1 和 ECDSA"),
    ("SHA-1 and RSA", "SHA-1 和 RSA"),
    ("SHA-224 and ECDSA", "SHA-224 和 ECDSA"),
    ("SHA-224 and RSA", "SHA-224 和 RSA"),
    ("SHA-256 and ECDSA", "SHA-256 和 ECDSA"),
    ("SHA-256 and RSA", "SHA-256 和 RSA"),
    ("SHA-384 and ECDSA", "SHA-384 和 ECDSA"),
    ("SHA-384 and RSA", "SHA-384 和 RSA"),
    ("SHA-512 and ECDSA", "SHA-512 和 ECDSA"),
    ("SHA-512 and RSA", "SHA-512 和 RSA"),
    ("SM2 with SM3", "SM2 和 SM3"),
    ("SOCKS error: {reason}", "SOCKS 错误：{reason}"),
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
    ("Socket is not connected", "套接字未连接"),
    ("TLS can't be set up: {error}", "无法初始化 TLS：{error}"),
    ("Temporary failure in name resolution", "域名解析暂时失败"),
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
    ("Too many levels of symbolic links", "符号链接层数过多"),
    ("Too many open files", "打开的文件过多"),
    ("Too many open files in system", "系统中打开的文件过多"),
    ("Transport endpoint is not connected", "传输端点未连接"),
    ("UTF-16, not UTF-8", "UTF-16，不是 UTF-8"),
    ("UTF-32, not UTF-8", "UTF-32，不是 UTF-8"),
    ("User name", "用户名"),
    ("VALUE", "值"),
    ("[basic] in {file}", "{file} 中的 [basic]"),
    ("`{field}` is missing", "缺少 `{field}`"),
    (
        "`{field}` is null, expected {expected}",
        "`{field}` 是 null，应为 {expected}",
    ),
    ("a Python program can read it", "Python 程序可以读取它"),
    (
        "a bucket, folder or file in OBS",
        "OBS 中的桶、文件夹或文件",
    ),
    (
        "a bug in modelarts, please report it: {text}",
        "modelarts 存在缺陷，请报告该问题：“{text}”",
    ),
    ("a duration", "时长"),
    ("a file in OBS", "OBS 中的文件"),
    ("a folder in OBS", "OBS 中的文件夹"),
    (
        "a line of a manifest is {found}, expected str or bytes",
        "manifest 的一行是 {found}，应为 str 或 bytes",
    ),
    ("a list", "列表"),
    ("a list like {shown}", "{shown} 这样的列表"),
    ("a list of objects", "对象的列表"),
    (
        "a list of one item, {expected}",
        "只含一项的列表，该项为{expected}",
    ),
    (
        "a list of {count} {items}",
        "由 {count} 个 {items} 组成的列表",
    ),
    ("a list of {items}", "由 {items} 组成的列表"),
    ("a mapping", "映射"),
    ("a mapping of names to clouds", "从名称到云的映射"),
    (
        "a mapping with auth and region_name",
        "包含 auth 和 region_name 的映射",
    ),
    (
        "a mapping with auth_url, username and password",
        "包含 auth_url、username 和 password 的映射",
    ),
    ("a mapping with clouds", "包含 clouds 的映射"),
    ("a number", "数字"),
    ("a number from {min} to {max}", "{min} 到 {max} 的数字"),
    ("a number out of range", "超出范围的数字"),
    ("a path", "路径"),
    (
        "a poll ended in a bug of modelarts; please report it",
        "轮询因 modelarts 的缺陷而结束，请报告该问题",
    ),
    ("a string", "字符串"),
    ("a value", "任意值"),
    ("a value that was refused", "被拒绝的值"),
    ("a whole number of at most 64 bits", "不超过 64 位的整数"),
    (
        "a whole number of at most 64 bits, as a number or as decimal text",
        "不超过 64 位的整数，可以是数字或十进制文本",
    ),
    ("actions", "操作"),
    ("address type not supported", "不支持的地址类型"),
    ("an elliptic curve", "椭圆曲线"),
    (
        "an event names no task of the wait",
        "事件没有对应的等待任务",
    ),
    ("an id as the service gave it", "服务返回的 ID"),
    (
        "an id can't be used here; write {instead}",
        "此处不能使用 ID，请填写 {instead}",
    ),
    ("an integer from {min} to {max}", "{min} 到 {max} 的整数"),
    ("an integer of at least {min}", "不小于 {min} 的整数"),
    ("an object", "对象"),
    (
        "an object with account, username and password",
        "包含 account、username 和 password 的对象",
    ),
    (
        "an object with cluster and user",
        "包含 cluster 和 user 的对象",
    ),
    (
        "an object with contexts, clusters and users",
        "包含 contexts、clusters 和 users 的对象",
    ),
    (
        "an object with name and {kind}",
        "包含 name 和 {kind} 的对象",
    ),
    (
        "an object with region and verify_ssl",
        "包含 region 和 verify_ssl 的对象",
    ),
    ("an unknown algorithm", "未知算法"),
    (
        "another thread waits for these tasks",
        "另一个线程正在等待这些任务",
    ),
    (
        "ask for the settings of a context, try them, and write them to the configuration file",
        "按提示填写一个 context 的配置，验证后写入配置文件",
    ),
    ("at least {min}", "至少 {min}"),
    ("at most {max}", "最多 {max}"),
    ("beyond 64 bits", "超出 64 位的数"),
    ("can't be read: {error}", "无法读取：{error}"),
    ("can't be sent in a query", "不能作为查询参数发送"),
    ("can't be written as UTF-8", "无法用 UTF-8 表示"),
    ("clouds.yaml (there is none)", "clouds.yaml（不存在）"),
    ("command not supported", "不支持的命令"),
    (
        "compressed with gzip, but has no Content-Encoding that says so",
        "gzip 压缩的数据，但没有声明 Content-Encoding",
    ),
    ("connecting", "建立连接"),
    (
        "connection closed before message completed",
        "连接在消息完成之前关闭",
    ),
    ("connection error", "连接错误"),
    ("connection not allowed", "不允许连接"),
    ("connection refused", "连接被拒绝"),
    (
        "contains itself, which JSON can't",
        "包含自身，JSON 无法表示",
    ),
    ("context", "context 名称"),
    ("context {name} in {file}", "{file} 中的 context {name}"),
    (
        "contradicts {place}.{name}; pass {name} alone",
        "与 {place}.{name} 矛盾，请只传入 {name}",
    ),
    (
        "control character (\\u0000-\\u001F) found while parsing a string",
        "字符串中有控制字符（\\u0000-\\u001F）",
    ),
    ("corrupt deflate stream", "deflate 数据已损坏"),
    (
        "corrupt gzip stream does not have a matching checksum",
        "gzip 数据已损坏，校验和不匹配",
    ),
    (
        "create_client() has no setting {name}",
        "create_client() 没有名为 {name} 的设置",
    ),
    ("credential", "认证信息"),
    ("credentials not accepted", "凭证未被接受"),
    ("current", "当前"),
    ("deflate decompression error", "deflate 解压错误"),
    (
        "does not begin with http:// or socks5h://",
        "不以 http:// 或 socks5h:// 开头",
    ),
    ("does not exist", "不存在"),
    ("empty", "空值"),
    (
        "end of file before message length reached",
        "在达到消息长度之前结束",
    ),
    (
        "endpoint {address} is not an address; write https://HOST",
        "endpoint {address} 不是有效的地址，请写成 https://HOST",
    ),
    (
        "error reading a body from connection",
        "从连接读取响应体出错",
    ),
    ("expected `,` or `]`", "此处应为 `,` 或 `]`"),
    ("expected `,` or `{brace}`", "此处应为 `,` 或 `{brace}`"),
    ("expected `:`", "此处应为 `:`"),
    ("expected ident", "此处应为标识符"),
    ("expected value", "此处应为值"),
    ("failed parsing server response", "无法解析服务器的响应"),
    (
        "failed to lookup address information: {reason}",
        "域名解析失败：{reason}",
    ),
    (
        "fetching a credential ended without a result; call again",
        "获取凭证的操作没有返回结果，请重新调用",
    ),
    ("fetching a token from IAM", "从 IAM 获取 Token"),
    (
        "fetching the agency's key from the metadata service",
        "从元数据服务获取委托的密钥",
    ),
    ("finding the token's project", "查询 Token 所属项目"),
    ("general server failure", "服务器一般性错误"),
    (
        "has a colon in its user, which can't be sent",
        "的用户名包含冒号，无法发送",
    ),
    (
        "has a control character in its user or password, which can't be sent",
        "的用户名或密码包含无法发送的控制字符",
    ),
    (
        "has a critical extension that this client doesn't know; have one issued without it",
        "包含本客户端不支持的关键扩展，请签发不含该扩展的证书",
    ),
    (
        "has a key that is {found}, expected str",
        "有类型为 {found} 的键，应为 str",
    ),
    (
        "has a path, as that of a file for automatic configuration, which is not read",
        "包含路径，像是自动配置文件的地址，而此类文件不会被读取",
    ),
    (
        "has a port that is not a number from 1 to 65535",
        "的端口不是 1 到 65535 之间的数字",
    ),
    (
        "has a user or a password that is not UTF-8 or longer than 255 bytes, which SOCKS can't carry",
        "的用户名或密码不是 UTF-8，或超过 255 字节，SOCKS 无法传输",
    ),
    (
        "has a user, which is sent to SOCKS 5 and HTTP proxies only",
        "包含用户名，而用户名只能发送给 SOCKS 5 和 HTTP 代理",
    ),
    (
        "has a wrong signature, or a key that is too short or too long (RSA keys need 2048 to 8192 bits); have one issued with such a key, or check whether a firewall alters it",
        "的签名不正确，或密钥过短或过长（RSA 密钥须为 2048 到 8192 位）；请用合适的密钥重新签发，或检查防火墙是否修改了证书",
    ),
    (
        "has expired, or that of an authority above it; if it has not, set this machine's clock",
        "或其上级证书已过期；如果并未过期，请校准本机时钟",
    ),
    (
        "has items that are not pairs of a key and a value",
        "包含不是键值对的项",
    ),
    (
        "has more authorities above it than one of them allows (pathlen); have it issued by one further up",
        "之上的机构层数超过其中某个机构的限制（pathlen），请由更上层的机构签发",
    ),
    (
        "has more than {bytes} bytes; is it a manifest?",
        "超过 {bytes} 字节，请确认是否为 manifest 文件",
    ),
    (
        "has more than {limit} bytes of text, expected less",
        "包含超过 {limit} 字节的文本，请减少",
    ),
    (
        "has more than {limit} values, expected fewer",
        "包含超过 {limit} 个值，请减少",
    ),
    (
        "has no host, or one that can't be read",
        "缺少主机，或主机无法识别",
    ),
    (
        "has no name; write \"name\": \"…\" beside {kind}",
        "缺少 name，请在 {kind} 旁添加 \"name\": \"…\"",
    ),
    (
        "has no {kind}; write \"{kind}\": {{…}} beside \"name\"",
        "缺少 {kind}，请在 \"name\" 旁添加 \"{kind}\": {{…}}",
    ),
    (
        "has the name {name}, which another of the {list} has; rename one",
        "的名称 {name} 与 {list} 中另一项重复，请重命名其中一个",
    ),
    (
        "has {has} alone; a user needs {username} and {password} ({account} for an enterprise account)",
        "只有 {has}；用户需要 {username} 和 {password}（企业账号还需要 {account}）",
    ),
    (
        "has {has} alone; an access key needs {access_key} and {secret_key} ({security_token} only with a temporary key)",
        "只有 {has}；访问密钥需要 {access_key} 和 {secret_key}（{security_token} 仅用于临时访问密钥）",
    ),
    (
        "has {host} as a name of another kind; have one issued with {wanted}",
        "中 {host} 的名称类型不对，请签发包含 {wanted} 的证书",
    ),
    (
        "holds a line break or another control character",
        "包含换行符或其他控制字符",
    ),
    (
        "holds no certificate that can be read",
        "中没有可以读取的证书",
    ),
    ("host unreachable", "主机不可达"),
    (
        "iam_endpoint: is missing: {endpoint} and the region {region} are of no known cloud, so it can't be told where its IAM is; give iam_endpoint, like {example}, or run `modelarts config set iam_endpoint ADDRESS`",
        "iam_endpoint：缺少值：{endpoint} 和区域 {region} 都不属于已知的云，无法确定其 IAM 地址；请设置 iam_endpoint，如 {example}，或运行 `modelarts config set iam_endpoint 地址`",
    ),
    ("integers", "整数"),
    ("invalid HTTP header parsed", "HTTP 头无效"),
    ("invalid HTTP status-code parsed", "HTTP 状态码无效"),
    ("invalid HTTP version parsed", "HTTP 版本无效"),
    ("invalid escape", "转义无效"),
    ("invalid gzip header", "gzip 头无效"),
    ("invalid number", "数字无效"),
    ("invalid unicode code point", "Unicode 码点无效"),
    ("is None", "是 None"),
    (
        "is a folder; name the file in it",
        "是文件夹，请指定其中的文件",
    ),
    (
        "is a pipe that was not written to its end within {seconds} s",
        "是管道，且在 {seconds} 秒内没有写入完毕",
    ),
    (
        "is an integer beyond 64 bits, expected a smaller one",
        "是超出 64 位的整数，应为更小的数",
    ),
    (
        "is compressed with gzip; open the file with gzip.open()",
        "经过 gzip 压缩，请用 gzip.open() 打开文件",
    ),
    (
        "is empty; pass the id as the service gave it",
        "为空；请传入服务返回的 ID",
    ),
    (
        "is for a name that its authority may not issue certificates for; have it issued by another authority",
        "的名称不在其机构允许签发的范围内，请由其他机构签发",
    ),
    (
        "is larger than {most} bytes; is it the right file?",
        "大于 {most} 字节，请确认文件是否正确",
    ),
    (
        "is malformed: {error}; have a new one issued",
        "格式错误：{error}；请重新签发",
    ),
    (
        "is malformed; have a new one issued",
        "格式错误，请重新签发",
    ),
    ("is missing", "缺少该字段"),
    (
        "is missing, and neither the client nor its credential has a project; pass project_id= here or to create_client, or run `modelarts config set project_id ID`",
        "缺少项目 ID，客户端及其凭证都没有项目；请在此处或 create_client 中传入 project_id=，或运行 `modelarts config set project_id ID`",
    ),
    (
        "is missing; expected {expected}",
        "缺少该字段；应为 {expected}",
    ),
    (
        "is neither an object nor the JSON text of one",
        "既不是对象，也不是对象的 JSON 文本",
    ),
    (
        "is neither true nor false; write one of the two",
        "不是布尔值，请填写 true 或 false",
    ),
    (
        "is nested more than {limit} deep, expected less",
        "嵌套超过 {limit} 层，请减少",
    ),
    (
        "is no documented key; did you mean {name}?",
        "不是文档中的键，是否想写 {name}？",
    ),
    ("is no text, expected text", "不是文本，应为文本"),
    (
        "is not UTF-8; save it as UTF-8",
        "不是 UTF-8，请另存为 UTF-8",
    ),
    (
        "is not for servers (its extendedKeyUsage has no serverAuth); have one issued for servers",
        "不是服务器证书（extendedKeyUsage 中没有 serverAuth），请签发服务器证书",
    ),
    (
        "is not known and has no effect; {meant} may be meant",
        "无法识别，不起作用；可能应为 {meant}",
    ),
    ("is not text, expected a string", "不是文本，应为字符串"),
    (
        "is not valid for this host; check the endpoint",
        "不适用于该主机，请检查 endpoint",
    ),
    (
        "is not valid for {host}, only for {names}{more}; check the endpoint, or have one issued with {wanted}",
        "不适用于 {host}，仅适用于 {names}{more}；请检查 endpoint，或签发包含 {wanted} 的证书",
    ),
    (
        "is not valid yet, or that of an authority above it; if it should be, set this machine's clock",
        "或其上级证书尚未生效；如果应已生效，请校准本机时钟",
    ),
    ("is null, expected a string", "是 null，应为字符串"),
    (
        "is of version 1, or was issued by one that is; have one of version 3 issued, which has extensions",
        "或其签发者的证书是第 1 版；请签发支持扩展的第 3 版证书",
    ),
    (
        "is other text, expected \"true\" or \"false\"",
        "是其他文本，应为 \"true\" 或 \"false\"",
    ),
    ("is refused: {cause}", "被拒绝：{cause}"),
    (
        "is signed with {algorithm}, or that of an authority above it, which this client can't verify; have it signed with SHA-256, SHA-384 or SHA-512, by a key of RSA or on P-256, P-384 or P-521",
        "或其上级证书以 {algorithm} 签名，本客户端无法验证；请改用 SHA-256、SHA-384 或 SHA-512，密钥为 RSA 或 P-256、P-384、P-521",
    ),
    (
        "is that of an authority (CA:TRUE), which can't be a server's as well, in ca_bundle or not; have one issued for this host (CA:FALSE)",
        "是机构证书（CA:TRUE），无论是否在 ca_bundle 中都不能作为服务器证书；请为该主机签发证书（CA:FALSE）",
    ),
    (
        "is {found}, a bucket; expected a folder in it such as {example}",
        "是 {found}，即桶；应为桶中的文件夹，如 {example}",
    ),
    (
        "is {found}, a folder; expected a file such as {example}",
        "是 {found}，即文件夹；应为文件，如 {example}",
    ),
    (
        "is {found}, but no path in OBS contains {part}",
        "是 {found}，但 OBS 路径中不能包含 {part}",
    ),
    (
        "is {found}, but {bucket} can't be a bucket: its name has 3 to 63 lower-case letters, digits, \"-\" or \".\", begins and ends with a letter or a digit, also around \".\", and is no IP address",
        "是 {found}，但 {bucket} 不能作为桶名：桶名应为 3 到 63 个小写字母、数字、\"-\" 或 \".\"，首尾及 \".\" 两侧应为字母或数字，且不能是 IP 地址",
    ),
    (
        "is {found}, expected at least {min}",
        "是 {found}，应不小于 {min}",
    ),
    (
        "is {found}, expected seconds above 0 and up to {max}",
        "是 {found}，应为大于 0 且不超过 {max} 的秒数",
    ),
    (
        "is {found}, expected seconds from 0 up to {max}",
        "是 {found}，应为 0 到 {max} 之间的秒数",
    ),
    (
        "is {found}, expected seconds from initial ({initial}) up to {max}",
        "是 {found}，应为 initial（{initial}）到 {max} 之间的秒数",
    ),
    (
        "is {found}, expected text, a number, a bool, None, a list or a mapping",
        "是 {found}，应为文本、数字、布尔值、None、列表或映射",
    ),
    (
        "is {found}, expected text, like {example}",
        "是 {found}，应为文本，如 {example}",
    ),
    (
        "is {found}, expected text; put the value into quotes",
        "是 {found}，应为文本；请为值加上引号",
    ),
    (
        "is {found}, expected {expected}",
        "是 {found}，应为 {expected}",
    ),
    (
        "is {found}, expected {expected} such as {example}",
        "是 {found}，应为 {expected}，如 {example}",
    ),
    (
        "is {found}, expected {min} to {max}",
        "是 {found}，应为 {min} 到 {max}",
    ),
    (
        "is {number}, expected a number of seconds above 0 and up to {max}, or None for no limit",
        "是 {number}，应为大于 0 且不超过 {max} 的秒数，或表示不限时的 None",
    ),
    (
        "is {number}, which JSON has no form for; expected a finite number",
        "是 {number}，JSON 无法表示；应为有限的数字",
    ),
    (
        "is {tag}, expected \"en\" or \"zh\", also as a tag such as \"en_US\" or \"zh-Hans\", or None",
        "是 {tag}，应为 \"en\" 或 \"zh\"，也可以是 \"en_US\"、\"zh-Hans\" 这样的标签，或 None",
    ),
    (
        "is {text}, expected \"true\" or \"false\"; write {meant}",
        "是 {text}，应为 \"true\" 或 \"false\"；请写 {meant}",
    ),
    (
        "is {text}, expected seconds above 0 and up to {max}, or text such as \"500ms\", \"30s\" or \"1h30m\"",
        "是 {text}，应为大于 0 且不超过 {max} 的秒数，或形如 \"500ms\"、\"30s\"、\"1h30m\" 的文本",
    ),
    (
        "is {text}, expected {choices}, or None",
        "是 {text}，应为 {choices} 或 None",
    ),
    ("is {what}", "是 {what}"),
    (
        "it and this client have no cipher or kind of key in common, or it requires a certificate of the client, which this client doesn't send ({how}); it has to support TLS 1.3, or TLS 1.2 with ECDHE and AES-GCM or ChaCha20-Poly1305, and to have an RSA key of 2048 to 8192 bits, or a key of Ed25519 or on P-256, P-384 or, with TLS 1.3, P-521",
        "服务端与本客户端没有共同支持的加密套件或密钥类型，或要求本客户端不发送的客户端证书（{how}）；服务端须支持 TLS 1.3，或带 ECDHE 和 AES-GCM 或 ChaCha20-Poly1305 的 TLS 1.2，并使用 2048 到 8192 位的 RSA 密钥，或 Ed25519、P-256、P-384 密钥（TLS 1.3 还可用 P-521）",
    ),
    (
        "it has a private key, which is not what to trust",
        "文件包含的是私钥，不是受信任的证书",
    ),
    (
        "it has a request for a certificate, not a certificate",
        "文件包含的是证书请求，不是证书",
    ),
    ("it has an `error_code`", "响应中有 `error_code`"),
    (
        "it has certificates with settings of OpenSSL; remove these with: openssl x509 -in FILE -out NEW",
        "证书带有 OpenSSL 的附加设置，可用以下命令去除：openssl x509 -in FILE -out NEW",
    ),
    (
        "it is DER, but no certificate; if it is PKCS #7 or PKCS #12, convert it with: openssl pkcs7 -print_certs, or openssl pkcs12 -nokeys",
        "文件是 DER 格式，但不是证书；如果是 PKCS #7 或 PKCS #12，请用 openssl pkcs7 -print_certs 或 openssl pkcs12 -nokeys 转换",
    ),
    (
        "it is PKCS #7; convert it with: openssl pkcs7 -print_certs -in FILE -out NEW",
        "文件是 PKCS #7 格式，请用以下命令转换：openssl pkcs7 -print_certs -in FILE -out NEW",
    ),
    (
        "it is UTF-16; save it as UTF-8 or as ASCII",
        "文件是 UTF-16 编码，请另存为 UTF-8 或 ASCII",
    ),
    ("it is empty", "文件为空"),
    (
        "it refused with UnrecognisedName: it has no certificate for this host; check the endpoint",
        "服务端以 UnrecognisedName 拒绝：没有该主机的证书，请检查 endpoint",
    ),
    ("it refused with {alert}", "服务端以 {alert} 拒绝"),
    (
        "it refused with {alert}: it may require a certificate of the client, which this client doesn't send; use an endpoint that doesn't require one",
        "服务端以 {alert} 拒绝：可能要求客户端证书，而本客户端不发送；请改用不要求客户端证书的终端节点",
    ),
    (
        "it supports neither TLS 1.2 nor TLS 1.3{how}; have one of them enabled there",
        "服务端不支持 TLS 1.2 和 TLS 1.3{how}；请在服务端启用其中之一",
    ),
    ("items, each {expected}", "元素（每个应为 {expected}）"),
    ("its certificate {problem}", "服务端证书{problem}"),
    ("its value", "配置项的值"),
    ("key must be a string", "键必须是字符串"),
    (
        "list the contexts of the configuration file",
        "列出配置文件中的 context",
    ),
    ("listing the projects at IAM", "向 IAM 查询项目列表"),
    (
        "lone leading surrogate in hex escape",
        "十六进制转义中有单独的前导代理项",
    ),
    (
        "look for a missing comma, colon or quote here or just before",
        "请检查此处或之前是否缺少逗号、冒号或引号",
    ),
    (
        "make a context the one that is used if nothing else names one",
        "设置默认使用的 context",
    ),
    ("mappings", "映射"),
    ("message head is too large", "消息头过大"),
    ("missing destination host", "缺少目标主机"),
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
        "names no host: it has no subjectAltName, and its CN does not count; have one issued with {wanted}",
        "没有主机名：缺少 subjectAltName，而 CN 不起作用；请签发包含 {wanted} 的证书",
    ),
    (
        "names {name}, but {existing}; write one of those, or add it to {kind}s",
        "指定了 {name}，但{existing}；请使用其中之一，或将其添加到 {kind}s",
    ),
    (
        "names {name}, but {existing}; write one of those, or run: modelarts config use CONTEXT",
        "引用了 {name}，但{existing}；请改为其中之一，或运行 modelarts config use 名称",
    ),
    ("network unreachable", "网络不可达"),
    ("no connection", "无法建立连接"),
    ("no content type", "没有 Content-Type"),
    (
        "no credential was found; looked in: {places}. Run `modelarts config init`, which asks for one; in Python, create_client(access_key=…, secret_key=…) or create_client(username=…, password=…)",
        "没有找到凭证，已查找：{places}。请运行 `modelarts config init`，按提示填写；在 Python 中使用 create_client(access_key=…, secret_key=…) 或 create_client(username=…, password=…)",
    ),
    (
        "no other is set; modelarts config init sets one",
        "未设置其他认证信息，可用 modelarts config init 设置",
    ),
    (
        "no region and no endpoint was found; looked in: {arguments}; the variables {variables}, {regional}*; {file}; {variable}; {clouds}. Run `modelarts config set region REGION`, or `modelarts config init`, which asks for all that is needed; in Python, create_client(region=\"cn-north-4\")",
        "没有找到区域或终端节点，已查找：{arguments}；环境变量 {variables}、{regional}*；{file}；{variable}；{clouds}。请运行 `modelarts config set region 区域`，或运行 `modelarts config init` 按提示填写全部配置；在 Python 中使用 create_client(region=\"cn-north-4\")",
    ),
    ("no setting has this name", "没有这个名称的设置"),
    (
        "no thread or no file could be opened: {problem}; raise the limits of this process (ulimit -u, ulimit -n), or have it do less at once",
        "无法打开线程或文件：{problem}；请提高本进程的限制（ulimit -u、ulimit -n），或减少同时进行的操作",
    ),
    (
        "not UTF-8 (byte {at} is invalid)",
        "不是 UTF-8（第 {at} 个字节无效）",
    ),
    ("number out of range", "数字超出范围"),
    (
        "opening a session of the metadata service",
        "打开元数据服务的会话",
    ),
    ("operation timed out", "操作超时"),
    (
        "peer closed connection without sending TLS close_notify",
        "对端关闭连接时没有发送 TLS close_notify",
    ),
    ("problem", "问题"),
    ("project", "项目"),
    ("proxy authorization required", "代理要求认证"),
    ("proxy response headers too long", "代理的响应头过长"),
    (
        "proxy: is blank; write http://HOST:PORT",
        "proxy：值为空，请写成 http://HOST:PORT",
    ),
    ("reading the response", "读取响应"),
    ("recursion limit exceeded", "嵌套层数超出限制"),
    (
        "recursion limit exceeded: nested more than 128 deep",
        "嵌套层数超出限制：超过 128 层",
    ),
    (
        "redirected to {location}, which is not followed; check the endpoint",
        "重定向到 {location}，客户端不会跟随，请检查 endpoint",
    ),
    ("region", "区域"),
    (
        "region: is missing, and so is project_id: {iam} issues a token for a project or for a region; give one of them, or run `modelarts config set region REGION`",
        "region：缺少 region 和 project_id：{iam} 只能为项目或区域签发 Token，请指定其中之一，或运行 `modelarts config set region 区域`",
    ),
    (
        "remove one setting from the configuration file",
        "删除配置文件中的一个配置项",
    ),
    (
        "server does not support user/pass authentication",
        "服务器不支持用户名和密码认证",
    ),
    ("server failed to execute command", "服务器执行命令失败"),
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
    ("text", "文本"),
    ("text of at least one character", "至少一个字符的文本"),
    ("text of {count} characters", "{count} 个字符的文本"),
    (
        "text of {count} characters without any of {forbidden}",
        "{count} 个字符的文本，且不含 {forbidden} 中的任何字符",
    ),
    ("texts", "文本"),
    ("texts, none of them empty", "非空文本"),
    (
        "the HTTP client can't be set up: {error}",
        "无法创建 HTTP 客户端：{error}",
    ),
    ("the TLS handshake failed", "TLS 握手失败"),
    (
        "the address does not begin with https://",
        "地址不以 https:// 开头",
    ),
    (
        "the address has a query or a fragment, which it must not",
        "地址不能包含查询参数或片段",
    ),
    (
        "the address holds a blank, a line break, or a backslash, which it must not",
        "地址不能包含空格、换行符或反斜杠",
    ),
    (
        "the address holds a user or a password, which it must not",
        "地址不能包含用户名或密码",
    ),
    ("the address is not a URL", "地址不是有效的 URL"),
    (
        "the address {problem}; write http://HOST:PORT or http://USER:PASSWORD@HOST:PORT",
        "代理地址 {problem}；请写成 http://HOST:PORT 或 http://USER:PASSWORD@HOST:PORT",
    ),
    ("the argument", "参数"),
    ("the arguments", "参数"),
    (
        "the body can't be decompressed: {error}",
        "响应体无法解压：{error}",
    ),
    (
        "the body is compressed with gzip {times} times over",
        "响应体被 gzip 重复压缩了 {times} 次",
    ),
    ("the body is empty", "响应体为空"),
    (
        "the body is encoded with {coding} ({header}), which was not asked for; a proxy or a gateway may have done that",
        "响应体使用了未请求的编码 {coding}（{header}），可能是代理或网关所为",
    ),
    (
        "the body is larger than max_response_bytes ({limit} bytes)",
        "响应体超过 max_response_bytes（{limit} 字节）",
    ),
    ("the body is not a token", "响应体不是 Token"),
    (
        "the body is text in {charset}, not in UTF-8 as JSON is",
        "响应体是 {charset} 编码的文本，而 JSON 应为 UTF-8",
    ),
    ("the body is {encoding}", "响应体是 {encoding}"),
    (
        "the call ended in a bug of modelarts; please report it",
        "调用因 modelarts 的缺陷而结束，请报告该问题",
    ),
    ("the call was stopped", "调用已停止"),
    (
        "the client is closed; create another one",
        "客户端已关闭，请重新创建",
    ),
    ("the cloud {name} in {files}", "{files} 中的云 {name}"),
    (
        "the cluster of context {name} in {file}",
        "{file} 中 context {name} 的 cluster",
    ),
    ("the configuration file", "配置文件"),
    (
        "the connection broke before the response was complete",
        "连接在收到完整响应之前中断",
    ),
    (
        "the context to change (default: the current one)",
        "要修改的 context（默认为当前 context）",
    ),
    (
        "the context {context} is the current one",
        "当前 context 已设为 {context}",
    ),
    ("the default", "默认值"),
    (
        "the endpoint of ModelArts (default: that of the region)",
        "ModelArts 的终端节点（默认为该区域的终端节点）",
    ),
    (
        "the endpoint of ModelArts, instead of the region's",
        "ModelArts 的终端节点，代替该区域的终端节点",
    ),
    ("the environment", "环境变量"),
    (
        "the file ends too early; a bracket or a quote is not closed",
        "文件提前结束，有括号或引号未闭合",
    ),
    (
        "the file has no data at the moment; a manifest is read from a file that waits for them",
        "文件暂时没有数据；请使用会等待数据的文件读取 manifest",
    ),
    (
        "the file is empty; write {{\"contexts\": […], \"clusters\": […], \"users\": […]}}",
        "文件为空，请写入 {{\"contexts\": […], \"clusters\": […], \"users\": […]}}",
    ),
    (
        "the header X-Subject-Token is missing",
        "缺少响应头 X-Subject-Token",
    ),
    ("the interpreter is ending", "解释器正在退出"),
    ("the metadata service", "元数据服务"),
    ("the metadata service of this machine", "本机的元数据服务"),
    ("the name can't be resolved", "无法解析域名"),
    ("the name of a state", "状态的名称"),
    ("the name of one of the {kind}s", "某个 {kind} 的名称"),
    ("the name of the context", "context 的名称"),
    ("the proxy refused", "代理拒绝了连接"),
    (
        "the reader is in use; only one thread at a time may use it",
        "该读取器正在使用中，同一时间只能由一个线程使用",
    ),
    ("the region", "区域"),
    (
        "the region (default: from the settings)",
        "区域（默认取自配置）",
    ),
    (
        "the region, instead of the question",
        "区域，指定后不再询问",
    ),
    ("the regions are {names}", "可用的区域为 {names}"),
    ("the response was taken already", "响应已被取走"),
    (
        "the setting, like region or user.password",
        "配置项，例如 region 或 user.password",
    ),
    (
        "the user of context {name} in {file}",
        "{file} 中 context {name} 的 user",
    ),
    (
        "the value can't be written as UTF-8",
        "该值无法以 UTF-8 编码写入",
    ),
    (
        "the value of {name} can't be sent in a header",
        "{name} 的值无法作为请求头发送",
    ),
    ("the variables OS_*", "环境变量 OS_*"),
    ("the variables {variables}", "环境变量 {variables}"),
    ("the {kind}s are {names}", "现有的 {kind} 为 {names}"),
    (
        "there are no contexts in {file}; run: modelarts config init",
        "{file} 中没有 context；请运行 modelarts config init",
    ),
    ("there are no {kind}s", "没有任何 {kind}"),
    ("there is no call {name}", "没有名为 {name} 的调用"),
    (
        "there is no context {name}, because there is no file {file}",
        "没有名为 {name} 的 context，因为文件 {file} 不存在",
    ),
    (
        "there is no context {name}; did you mean {near}?",
        "没有名为 {name} 的 context；是否应为 {near}？",
    ),
    (
        "there is no context {name}; the contexts are {names}; modelarts config init adds one",
        "没有名为 {name} 的 context；已有的 context 为 {names}；可用 modelarts config init 添加",
    ),
    (
        "there is no memory for the body",
        "没有足够的内存存放响应体",
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
    ("there is no such task", "没有该任务"),
    ("there is no wait {name}", "没有名为 {name} 的等待方式"),
    (
        "there may be a comma too many before it",
        "此处之前可能多了一个逗号",
    ),
    (
        "this call began in the parent process; make another one",
        "该调用始于父进程，请重新调用",
    ),
    (
        "this machine has no certificates to trust{cause}; install its package of them (ca-certificates), or name a PEM file with ca_bundle",
        "本机没有受信任的证书{cause}；请安装证书软件包（ca-certificates），或用 ca_bundle 指定 PEM 文件",
    ),
    (
        "this wait began in the parent process; begin another one",
        "该等待始于父进程，请重新等待",
    ),
    ("tls handshake eof", "TLS 握手时连接关闭"),
    (
        "to read it, install PyYAML (pip install PyYAML), or write the same as JSON into clouds.json",
        "如需读取，请安装 PyYAML（pip install PyYAML），或将相同内容以 JSON 格式写入 clouds.json",
    ),
    (
        "too many values: the limit is {limit}, and an object counts as {values}; ask for less at a time",
        "值过多：上限为 {limit}，每个对象按 {values} 个值计算；请减少单次查询的数量",
    ),
    ("trailing characters", "末尾有多余的字符"),
    ("trailing comma", "末尾有多余的逗号"),
    ("true or false", "布尔值"),
    ("try '{command} --help'", "请尝试 '{command} --help'"),
    ("ttl expired", "TTL 已超时"),
    ("tunnel error: {reason}", "隧道错误：{reason}"),
    (
        "unexpected EOF during chunk size line",
        "分块长度行提前结束",
    ),
    ("unexpected argument {word}", "多余的参数 {word}"),
    ("unexpected end of file", "提前结束"),
    ("unexpected end of hex escape", "十六进制转义提前结束"),
    ("unsuccessful", "未成功"),
    ("usage: ", "用法："),
    ("value", "值"),
    (
        "verify_ssl is off: anybody between here and {endpoint} can read and alter what is sent, passwords and keys included; use ca_bundle to name the certificates to trust instead",
        "verify_ssl 已关闭：与 {endpoint} 之间的任何人都可以读取和修改传输内容，包括密码和密钥；请改用 ca_bundle 指定受信任的证书",
    ),
    ("waiting for the response", "等待响应"),
    (
        "was issued by a certificate that is not one of an authority (it lacks CA:TRUE); have it issued by one that is",
        "由非机构证书签发（缺少 CA:TRUE），请由机构证书签发",
    ),
    (
        "was issued by an unknown authority; if that is one of your own, name its file with ca_bundle or SSL_CERT_FILE",
        "由未知的机构签发；如果是自建机构，请用 ca_bundle 或 SSL_CERT_FILE 指定其证书文件",
    ),
    ("was not read to its end", "没有读取完毕"),
    ("was revoked; have a new one issued", "已被吊销，请重新签发"),
    (
        "what it has between BEGIN CERTIFICATE and END CERTIFICATE is broken",
        "BEGIN CERTIFICATE 与 END CERTIFICATE 之间的内容已损坏",
    ),
    (
        "write a line for each request on standard error",
        "在标准错误输出中为每个请求写一行日志",
    ),
    (
        "{address} through the proxy {proxy}",
        "{address}，经由代理 {proxy}",
    ),
    (
        "{answer} is none of these projects",
        "{answer} 不是以上项目之一",
    ),
    (
        "{call}() needs {missing}=; to leave project_id out, pass the others by keyword",
        "{call}() 需要 {missing}=；如需省略 project_id，请以关键字传入其他参数",
    ),
    ("{code} ({http})", "{code}（{http}）"),
    (
        "{count} letters, digits, \"_\", \"-\"",
        "{count} 个字母、数字、\"_\"、\"-\"",
    ),
    (
        "{count} letters, digits, \"_\", \"-\" (or Chinese characters)",
        "{count} 个字母、数字、\"_\"、\"-\"（或中文字符）",
    ),
    (
        "{endpoint} is not https: passwords, keys and tokens are sent in clear text",
        "{endpoint} 不是 https：密码、密钥和 Token 将以明文发送",
    ),
    (
        "{error}; a firewall or a proxy on the way may alter what is sent",
        "{error}；途中的防火墙或代理可能修改了传输内容",
    ),
    (
        "{error}; is this an address that speaks TLS?",
        "{error}；请确认该地址支持 TLS",
    ),
    ("{files} ({clouds})", "{files}（{clouds}）"),
    (
        "{files}, name one with OS_CLOUD",
        "{files}，请用 OS_CLOUD 指定其中一个",
    ),
    (
        "{file} (has no context {name}: {existing})",
        "{file}（没有名为 {name} 的 context：{existing}）",
    ),
    ("{file} (no home folder is known)", "{file}（主目录未知）"),
    (
        "{file} has another form than a configuration file",
        "{file} 不是配置文件的格式",
    ),
    (
        "{file} holds a secret and others on this machine can read it; run: chmod 600 {file}",
        "{file} 包含密钥或密码，但本机其他用户可以读取；请运行：chmod 600 {file}",
    ),
    ("{file} is YAML; {advice}", "{file} 是 YAML 文件；{advice}"),
    (
        "{file} is no regular file, so it can't be changed",
        "{file} 不是普通文件，无法修改",
    ),
    (
        "{file}, which {by} names, {problem}",
        "{by} 指定的 {file} {problem}",
    ),
    (
        "{file}, which {named_by} names, {problem}{hint}",
        "{named_by} 指定的 {file} {problem}{hint}",
    ),
    (
        "{file}: line {line} can't be read; write NAME = VALUE under [basic]",
        "{file}：第 {line} 行无法读取，请在 [basic] 下写成 NAME = VALUE",
    ),
    (
        "{file}: line {line}, column {column}: not JSON; {hint}",
        "{file}：第 {line} 行，第 {column} 列：不是有效的 JSON；{hint}",
    ),
    (
        "{file}: line {line}: the file",
        "{file}：第 {line} 行：文件内容",
    ),
    (
        "{file}: line {line}: {path}",
        "{file}：第 {line} 行：{path}",
    ),
    (
        "{file}: not JSON; write {{\"clouds\": {{\"NAME\": {{…}}}}}}",
        "{file}：不是有效的 JSON，请写成 {{\"clouds\": {{\"NAME\": {{…}}}}}}",
    ),
    (
        "{file}: there is no context {name}; {existing}",
        "{file}：没有名为 {name} 的 context；{existing}",
    ),
    (
        "{has} are parts of different credentials; give one of: {access_key} and {secret_key}, {username} and {password}, {token}",
        "{has} 属于不同的凭证；请只提供以下一种：{access_key} 和 {secret_key}，{username} 和 {password}，{token}",
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
    ("{key} of {section}", "{section} 的 {key}"),
    (
        "{looked_in} (this machine has no agency: {error})",
        "{looked_in}（本机没有委托：{error}）",
    ),
    ("{min} to {max}", "{min} 到 {max}"),
    ("{names} may be meant", "可能应为 {names}"),
    ("{name} ({curve})", "{name}（{curve}）"),
    (
        "{name} contains a control character, such as a line break; copy it again",
        "{name} 包含换行符等控制字符，请重新复制",
    ),
    (
        "{name} has blanks at its ends or characters that no key has; copy it again",
        "{name} 首尾有空格，或包含密钥中不会出现的字符，请重新复制",
    ),
    (
        "{name} is blank; write its value or leave it out",
        "{name} 为空白，请填写其值或删除",
    ),
    (
        "{name} is not UTF-8; write it as UTF-8",
        "{name} 不是 UTF-8，请使用 UTF-8 编码",
    ),
    (
        "{name}: invalid choice: {value}; the choices are {choices}",
        "{name}：无效的取值 {value}；可选值为 {choices}",
    ),
    ("{name}: the value does not fit", "{name}：值的类型不符"),
    ("{name}: there is no default", "{name}：没有默认值"),
    (
        "{one} and {other} name different regions; say which with region= or {variable}",
        "{one} 和 {other} 指定了不同的区域，请用 region= 或 {variable} 指定其中之一",
    ),
    ("{operation} can't be polled", "{operation} 不能轮询"),
    (
        "{operation} failed: {problem}",
        "{operation} 失败：{problem}",
    ),
    (
        "{operation} timed out after {seconds} s, while {phase} ({endpoint}){rest}",
        "{operation} 超时：耗时 {seconds} 秒，当时正在{phase}（{endpoint}）{rest}",
    ),
    (
        "{operation}: the response can't be read{place}: {problem} (HTTP {status}, {content_type}){attempts}{request_id}; it begins: {snippet}",
        "{operation}：无法读取响应{place}：{problem}（HTTP {status}，{content_type}）{attempts}{request_id}；响应体开头为“{snippet}”",
    ),
    ("{others} and {last}", "{others} 和 {last}"),
    ("{others} or {last}", "{others} 或 {last}"),
    (
        "{parameter}: is {value}, expected a number of seconds above 0 and up to {limit}, a timedelta, or text such as \"500ms\", \"30s\", \"10m\", \"2h\" or \"1h30m\"",
        "{parameter}：是 {value}，应为大于 0 且不超过 {limit} 的秒数、timedelta，或 \"500ms\"、\"30s\"、\"10m\"、\"2h\"、\"1h30m\" 这样的文本",
    ),
    (
        "{parameter}: is {value}, expected a number of seconds above 0 and up to {limit}, a timedelta, or text such as \"500ms\", \"30s\", \"10m\", \"2h\" or \"1h30m\", or None for no limit",
        "{parameter}：是 {value}，应为大于 0 且不超过 {limit} 的秒数、timedelta、\"500ms\"、\"30s\"、\"10m\"、\"2h\"、\"1h30m\" 这样的文本，或表示不限时的 None",
    ),
    (
        "{parameter}: is {value}, expected a number of seconds, a timedelta, or text such as 500ms or 30s",
        "{parameter}：是 {value}，应为秒数、timedelta，或 500ms、30s 这样的文本",
    ),
    (
        "{path} of at most {max} characters",
        "{path}（最多 {max} 个字符）",
    ),
    ("{place} ({problem})", "{place}（{problem}）"),
    ("{place} {problem}", "{place} {problem}"),
    (
        "{place} {problem} It is sent as it is.",
        "{place} {problem}该键将原样发送。",
    ),
    (
        "{place}: is no value that settings can have",
        "{place}：不是设置可以使用的值",
    ),
    (
        "{place}: is {longest} s, which is shorter than the {first} s of {other}; the longest pause can't be shorter than the first",
        "{place}：为 {longest} 秒，小于 {other} 的 {first} 秒；最长间隔不能小于首次间隔",
    ),
    (
        "{place}: the address is of version 2 of the API, and this client needs version 3; write it with /v3",
        "{place}：该地址是第 2 版 API 的，而本客户端需要第 3 版，请以 /v3 结尾",
    ),
    (
        "{place}: the form \"v11\" signs for a region, and no region was found; give region, too",
        "{place}：\"v11\" 签名需要区域，但没有找到区域；请同时设置 region",
    ),
    (
        "{place}: there is no cloud {name} in {files}",
        "{place}：{files} 中没有名为 {name} 的云",
    ),
    (
        "{place}: this profile is not known here, so it can't be told where its IAM is; write auth_url, such as https://iam.eu-de.otc.t-systems.com/v3, into auth",
        "{place}：未知的厂商配置，无法确定其 IAM 地址；请在 auth 中填写 auth_url，如 https://iam.eu-de.otc.t-systems.com/v3",
    ),
    (
        "{place}: {name} is not supported; write password, token or aksk",
        "{place}：不支持 {name}，请填写 password、token 或 aksk",
    ),
    ("{place}: {problem}", "{place}：{problem}"),
    (
        "{place}: {problem}; run `modelarts config set {missing}`",
        "{place}：{problem}；请运行 `modelarts config set {missing}`",
    ),
    (
        "{place}: {problem}; write one like {example}",
        "{place}：{problem}；请写成 {example} 这样的地址",
    ),
    (
        "{place}: {region} is a region of {cloud} without a known endpoint of ModelArts{others}. If ModelArts is there, name its endpoint, too, like endpoint={endpoint}",
        "{place}：{region} 是 {cloud} 的区域，但没有已知的 ModelArts 终端节点{others}。如果该区域有 ModelArts，请同时指定其终端节点，如 endpoint={endpoint}",
    ),
    (
        "{place}: {region} is not a region (lower-case letters, digits, -); {advice}",
        "{place}：{region} 不是区域（应由小写字母、数字和 - 组成）；{advice}",
    ),
    (
        "{place}: {region} is not known as a region of ModelArts; {advice}. If ModelArts is there, name its endpoint, too, like endpoint={endpoint}",
        "{place}：{region} 不是已知的 ModelArts 区域；{advice}。如果该区域有 ModelArts，请同时指定其终端节点，如 endpoint={endpoint}",
    ),
    ("{place}[0]", "{place}[0]"),
    (
        "{problem} (validate=False sends it as it is)",
        "{problem}（validate=False 时原样发送）",
    ),
    (
        "{problem} at column {column}",
        "{problem}，位于第 {column} 列",
    ),
    (
        "{problem} at line {line} column {column}",
        "{problem}，位于第 {line} 行第 {column} 列",
    ),
    (
        "{problem}; name a PEM file with the certificates to trust, or a folder of such files (5ed36f99.0, as openssl rehash names them, or else *.pem, *.crt and *.cer)",
        "{problem}；请指定包含受信任证书的 PEM 文件，或存放此类文件的文件夹（文件名为 openssl rehash 生成的 5ed36f99.0 等，或 *.pem、*.crt、*.cer）",
    ),
    (
        "{problem}; pass the id as the service gave it",
        "{problem}；请传入服务返回的 ID",
    ),
    (
        "{problem}; pass the id as the service gave it, or leave it out",
        "{problem}；请传入服务返回的 ID，或省略该参数",
    ),
    (
        "{shown} contains {character}, which no id has; pass the id as the service gave it",
        "{shown} 包含 ID 中不会出现的 {character}；请传入服务返回的 ID",
    ),
    (
        "{shown} is not a host; write names, .DOMAIN, addresses or networks like 10.0.0.0/8, with :PORT if it is for one port, and commas between them",
        "{shown} 不是主机；请填写主机名、.DOMAIN、IP 地址或 10.0.0.0/8 这样的网段，仅针对某个端口时加上 :PORT，多项之间用逗号分隔",
    ),
    ("{signature} by a key of {key}", "{signature}，密钥为 {key}"),
    ("{text} ({length} characters)", "{text}（{length} 个字符）"),
    (
        "{text} is not a port; write a number from 0 to {last}",
        "{text} 不是端口；请填写 0 到 {last} 之间的数字",
    ),
    (
        "{text} is not a time, expected one like 2020-01-04T09:05:22.701000Z",
        "{text} 不是时间，应为 2020-01-04T09:05:22.701000Z 这样的格式",
    ),
    (
        "{text} is not an id; pass the id as the service gave it",
        "{text} 不是 ID；请传入服务返回的 ID",
    ),
    (
        "{variable} is {value}, which is no level; write debug, info or warning",
        "{variable} 的值 {value} 不是日志级别；请填写 debug、info 或 warning",
    ),
    (
        "{what} ({endpoint}: {problem})",
        "{what}（{endpoint}：{problem}）",
    ),
    ("{words} (os error {code})", "{words}（系统错误 {code}）"),
    ("{words} ({redirect})", "{words}（{redirect}）"),
];
