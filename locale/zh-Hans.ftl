### 简体中文

## Common

language-name = 简体中文
digit-separator = ,
list-middle = { $list }、{ $name }
list-end = { $list }和{ $name }
cancel = 取消
save = 保存
done = 完成
add = 添加
remove = 移除
delete = 删除
edit = 编辑
copy = 复制
copied = 已复制
close = 关闭
show-more = 显示更多
try-again = 重试
loading = 正在加载…
saving = 正在保存…
more-reminders = 另外 { $count } 个提醒

## Calendar

date-today = 今天
date-yesterday = 昨天
date-tomorrow = 明天
date-and-time = { $date } { $time }
date-full = { $year }年{ $month }{ $day }日{ $weekday }
weekday = { $day ->
    [monday] 星期一
    [tuesday] 星期二
    [wednesday] 星期三
    [thursday] 星期四
    [friday] 星期五
    [saturday] 星期六
   *[sunday] 星期日
}
month = { NUMBER($number) }月

## Pages outside the workspace

sign-in = 登录
signing-in = 正在登录…
sign-in-title = 登录 { $workspace }
sign-in-lead = 欢迎回来。
sign-in-help = 无法登录？
sign-in-forgotten = 忘记密码了？
sign-in-lost-password = 请向 { $workspace } 的管理员索取重置链接。打开链接即可设置新密码；链接一天内有效，仅可使用一次。
sign-in-new = 第一次来？
sign-in-invitation = 请向管理员索取邀请链接。
only-administrator = 你是唯一的管理员？
only-administrator-help = 在服务器上运行 { $command } 并附上你的邮箱，即可获得重置链接。
reset-mailed = 如果这个邮箱已注册，重置链接很快就会发到你的邮箱。链接一天内有效，仅可使用一次。
reset-mail-hint = 在上方填写邮箱，我们会把设置新密码的链接发给你。
reset-mail-send = 发送重置邮件
ended-signed-out = 你已在此浏览器中退出登录。
ended-password-changed = 你的密码已在其他设备上更改，因此这里已退出登录。请使用新密码登录。如果不是你本人操作，请联系管理员索取重置链接。
ended-password-reset = 有人通过重置链接设置了新密码，因此你已退出登录。请使用新密码登录。
ended-banned = 管理员已封禁你的账号，因此你已退出登录。只有管理员可以解除封禁。
ended-deactivated = 管理员已停用你的账号，因此你已退出登录。只有管理员可以重新启用。
ended-expired = 登录已过期，请重新登录。

## Kit

## Client

someone = 某人
you = 你
unreachable = 无法连接 Hubbub。请检查网络后重试。
request-failed = 出错了（{ $status }），请重试。
waiting = 正在加载…
waiting-dialog = 正在加载
page-threads = 话题
page-unread = 全部未读
page-mentions = 提及
page-search = 搜索
page-not-found = 找不到页面
page-failed = 无法加载此页面
page-welcome = 欢迎
page-sign-in = 登录
page-join = 加入
page-reset = 设置新密码
page-try-again = 重试
unsubscribe = 不再接收邮件？
unsubscribe-lead = 确认后，Hubbub 不再通过邮件告知你超过一小时未读的私信和提及。
unsubscribe-now = 停止邮件
unsubscribed = 你不会再收到邮件
unsubscribed-lead = 你可以在设置的“通知”中重新开启。

## Sidebar

## People

## Language

language-and-time-zone = 语言和时区
language-label = 语言
language-of-browser = 跟随浏览器
language-hint = 发给你的邮件也会使用此语言。

## Account

## Notifications

## Workspace

## Actions

## Search

## Lists

## Room

## Timeline

## Composer

## Messages

## Threads

## Files

## Scheduled messages and reminders

## Mails and pushed notifications

digest-subject = { $workspace }：{ $count } 条未读消息
digest-why = 你收到这封邮件，是因为 { $workspace } 中有给你的私信或提及你的消息超过一小时未读。
digest-end = 不再接收此类邮件：{ $link }
invitation-subject = { $name } 邀请你加入 { $workspace }
invitation = { $name } 邀请你加入 Hubbub 上的 { $workspace }。点此加入：
invitation-ignore = 如果你不认识 { $name }，请忽略这封邮件。
reset-subject = { $workspace }：设置新密码
reset = 点此为 { $workspace } 设置新密码。链接一天内有效，仅可使用一次：
reset-ignore = 如果不是你本人操作，请忽略这封邮件，你的密码不会改变。
mail-failed = 邮件发送失败。请检查地址，或稍后再试。
push-test = 这台设备可以收到通知。
push-gone = 这台设备不再接收通知，已被移除。请在该设备上重新开启。
push-unreachable = 暂时无法连接该设备的推送服务，请稍后再试。
push-refused = 该设备的推送服务拒绝了通知。
push-not-allowed = 服务器不能使用此浏览器的推送服务。
device-name = { $system } 上的 { $browser }
device-other = 其他浏览器

## Problems

problem-bad-frame = 无法读取此数据帧。
problem-unknown-type = 服务器不认识这种类型的数据帧。
problem-hello-first = 请先发送 hello。
problem-already-live = 连接已经建立。
problem-not-found = 找不到，或者你没有访问权限。
problem-forbidden = 你没有权限执行此操作。
problem-unauthorized = 请先登录。
problem-wrong-credentials = 邮箱或密码不正确。
problem-wrong-origin = 该请求来自其他网站。
problem-archived = 此房间已归档。管理员恢复之前，任何人都不能在此发言。
problem-same-client-id = 已有另一条消息使用了相同的 client_id。
problem-empty-message = 消息内容为空。
problem-long-message = 消息超过 { NUMBER($most) } 个字符。
problem-invalid = 请求无效。
problem-too-large = 请求内容过大。
problem-already-set-up = 工作区已经设置完成。
problem-email-taken = 该邮箱已被使用。
problem-too-many-attempts = 尝试次数过多，请稍后再试。
problem-too-many-rooms = 你的房间数已达上限。
problem-busy = 服务器繁忙，请稍后再试。
problem-cannot-save = Hubbub 暂时无法保存，请稍后再试。
problem-stopping = 服务器正在停止，请稍后再试。
problem-internal = 服务器出错了。

problem-read-only = 只有管理员可以在此房间发言。
problem-not-these-people = 你不能与这些人开始对话。
problem-most-rooms = 每人最多 { NUMBER($most) } 个房间，你已达上限。
problem-rooms-a-day = 每天最多新建 { NUMBER($most) } 个房间，请明天再试。
problem-empty-direct-rooms = 你有 { NUMBER($most) } 个还没有消息的对话。请先在其中发言，或隐藏一个。
problem-invisible-message = 消息没有可见的文字。
problem-not-an-emoji = 表情回应只能是一个表情。
problem-emoji-taken = 这个名称的表情已经存在，请换一个名称。
problem-most-custom-emoji = 此工作区已有 { NUMBER($most) } 个表情，请先移除一个。
problem-most-reactions = 这条消息的表情回应种类过多。
problem-most-pins = 此房间已有 { NUMBER($most) } 条置顶消息，请先取消一条。
problem-most-saved = 你已保存 { NUMBER($most) } 条消息，请先移除一条。
problem-most-scheduled = 你已有 { NUMBER($most) } 条定时消息，请先发送或删除一条。
problem-scheduled-size = 定时消息的文字总量不能超过 { NUMBER($most) } KB，请先发送或删除一条。
problem-not-ahead = 请选择一年之内的未来时间。
problem-no-such-file = 附件已不可用。未发送的文件会在一周后删除，存储空间不足时一天后删除。请重新添加。
problem-most-files = 一条消息最多可添加 { NUMBER($most) } 个文件。
problem-quota-used = 这会超出你的 { NUMBER($most) } MB 存储空间。请删除不再需要的带文件的消息，或向管理员申请更多空间。
problem-workspace-full = 这会超出工作区的 { NUMBER($most) } MB 存储空间。管理员可以提高上限。
problem-wrong-password = 当前密码不正确。
problem-last-administrator = 你是唯一的管理员，请先将其他人设为管理员。
problem-banned = 你已被此工作区封禁。
problem-deactivated = 你的账号已停用。管理员可以重新启用。

problem-large-file = 文件超过了工作区 { NUMBER($most) } MB 的上限。
problem-disk-full = 服务器磁盘空间不足，暂时无法接收文件。你仍可以发送不带文件的消息。
problem-many-uploads = 正在上传的文件过多，请等其中一个完成后再试。
problem-not-json = 请求正文必须是 application/json。
problem-method = 此地址不支持该请求方法。
problem-tasks-fail = 部分任务持续失败：{ $names }。请查看服务器日志。
problem-setup-code = 请输入设置码。它在服务器日志中，也在数据文件夹的 setup-code 文件里。
problem-websocket-only = 此地址只接受版本 13 的 WebSocket 连接。
problem-websocket-key = WebSocket 握手的密钥无效。
problem-websocket = WebSocket 握手无效。
problem-body-lost = 未收到请求正文。
problem-body-json = 请求正文不是有效的 JSON。
problem-frame-lost = 未收到数据帧。
problem-no-body = 缺少消息正文。
problem-one-place = before、after 和 around 只能使用一个。
problem-limit = limit 至少为 1。
problem-cursor = 游标无效。
problem-upload-interrupted = 上传中断了。
problem-use-direct = 请使用 /api/rooms/direct 打开私信。
problem-not-direct = 房间不能变为私信。

field-your-name = 你的名字
field-your-title = 你的职位
field-your-status = 你的状态
field-topic = 主题
field-description = 简介
field-file-name = 文件名
field-room-name = 房间名称
field-workspace-name = 工作区名称
field-file-limit = 文件大小上限
field-storage = 存储空间
field-empty = { $field }不能为空。
field-unshowable = { $field }包含无法显示的字符。
field-long = { $field }超过 { NUMBER($most) } 个字符。
field-invisible = { $field }没有可见的字符。
field-megabytes = { $field }必须在 1 到 { NUMBER($most) } MB 之间。
field-emoji-name = 名称为 2 到 32 个字符：小写字母、数字、- 和 _。
field-time-zone = 未知的时区。
field-language = Hubbub 不支持这种语言。
field-email = 请输入有效的邮箱地址。
field-short-password = 密码至少需要 { NUMBER($least) } 个字符。
field-long-password = 密码超过 { NUMBER($most) } 字节。
field-no-room = 请至少选择一个房间。
field-long-search = 搜索内容超过 { NUMBER($most) } 个字符。
field-hours = 一天只有 24 小时。
field-square-picture = 图片必须是正方形的 PNG、JPEG、WebP 或 GIF，最大 1,024 像素。
field-picture = 图片必须是 PNG、JPEG、WebP 或 GIF，最大 1,024 像素。
field-status-emoji = 状态必须有且只有一个表情。
field-status-end = 状态的结束时间必须在未来。
