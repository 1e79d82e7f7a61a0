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

## Sidebar

## People

## Account

## Notifications

## Workspace

## Actions

action-jump = 跳转到…
action-search = 搜索消息和文件
action-show-keys = 快捷键
action-previous-room = 上一个房间
action-next-room = 下一个房间
action-previous-unread-room = 上一个未读房间
action-next-unread-room = 下一个未读房间
action-unread = 全部未读
action-mentions = 提及
action-threads = 话题
action-jump-to-date = 跳转到此房间的某一天
action-saved = 已保存的消息
action-scheduled = 定时消息
action-read-room = 将此房间标为已读
action-read-all = 全部标为已读
action-new-room = 新建房间
action-new-message = 发起私信
action-browse-rooms = 浏览房间
action-room-people = 此房间的成员
action-add-people = 添加成员到此房间
action-pinned = 此房间的置顶消息
action-files = 此房间的文件
action-room-settings = 房间设置
action-favourite = 收藏此房间
action-invite = 邀请成员
action-set-status = 设置状态
action-settings = 设置
action-appearance = 外观
action-notifications = 通知设置
action-custom-emoji = 自定义表情
action-workspace-settings = 工作区设置
action-sign-out = 退出登录
action-unfavourite = 取消收藏此房间
action-search-words = 查找, find, search
action-show-keys-words = 热键, 键盘, 帮助, help, ?
action-unread-words = 收件箱, 未读, inbox
action-jump-to-date-words = 日期, 日历, 历史, date
action-scheduled-words = 稍后发送, 定时发送
action-saved-words = 书签, 提醒, 稍后, 收藏消息
action-read-words = 清除, 已读
action-new-room-words = 创建房间, 频道, 群组, 建群
action-new-message-words = 私聊, 聊天, 发消息, dm
action-browse-rooms-words = 加入房间, 频道
action-room-people-words = 成员, 人
action-add-people-words = 邀请, 成员, 拉人
action-files-words = 图片, 附件
action-room-settings-words = 主题, 重命名, 归档, 离开房间, 退出房间
action-favourite-words = 星标, 收藏
action-invite-words = 链接, 邀请, 访客
action-set-status-words = 离开, 状态
action-settings-words = 偏好, 个人资料, 账号, 密码, 邮箱
action-appearance-words = 深色, 浅色, 主题, 颜色, 字号, 密度
action-notifications-words = 静音, 声音, 免打扰
action-sign-out-words = 登出, 注销, logout
actions-getting-about = 导航
actions-rooms = 房间
actions-you = 个人
actions-workspace = 工作区
keys = 快捷键
keys-of-list = 房间列表
keys-of-message = 选中的消息
keys-of-writing = 输入
key-move-rooms = 在房间之间移动
key-fold-section = 折叠或展开分组
key-move-favourite = 移动收藏的房间
key-move-messages = 在消息之间移动
key-all-actions = 消息的所有操作
no-other-unread-rooms = 没有其他未读的房间。
offline-try-again = 你已离线。请在恢复连接后重试。

## Search

search-field = 搜索
search-suggestions = 建议
search-filters = 筛选条件
search-remove-filter = 移除筛选条件 { $operator }：{ $value }
search-sort = 排序
search-by-relevance = 最相关
search-by-time = 最新优先
search-results = 搜索结果
search-results-count = { $count } 条结果
search-results-and-more = { $count } 条结果，还有更多
search-more = 显示更多结果
search-nothing = 没有找到结果
search-nothing-hint = 试试其他关键词，或减少关键词。只会搜索你有权查看的内容。
search-indexing = 较早的消息仍在建立索引，结果可能不完整。
place-in-named-thread = { $room }，话题“{ $thread }”
search-help = 可以搜索什么
search-help-lead = 输入关键词，搜索你的所有房间，支持任何语言。用以下条件缩小范围：
search-help-from = 某人的消息；from:me 表示你自己的
search-help-in = 某个房间里的消息；in:@名字 表示私信
search-help-has = 带文件、图片或链接的消息
search-help-is = 话题中、已置顶或已保存的消息
search-help-before = 某天之前的消息，例如 2026-11-30
search-help-after = 某天之后的消息
search-help-on = 某天、某月或某年的消息；on:today 表示今天
search-help-phrase-typed = "两个词"
search-help-phrase = 完全匹配引号内的内容
search-help-without-typed = -词
search-help-without = 不包含某个词的消息
search-unknown-person = { $part }：找不到这个人。
search-unknown-room = { $part }：你所在的房间中没有这个房间。
search-unknown-value = { $part }：无法识别。请使用 has:file、has:image、has:link、is:thread、is:pinned 或 is:saved。
search-invalid-date = { $part }：缺少日期。请写成 2026-11-30、2026-11 或 2026。
search-missing-value = 请在 { $part } 后面输入内容
search-too-many-words = 关键词太多，从 { $part } 起的内容未被搜索。
search-unknown = { $part }：无法搜索。

## Lists

mentions-empty = 还没有提及
mentions-empty-hint = 有人 @ 你或在你的房间里 @ 所有人时，消息会显示在这里。
unread-empty = 全部已读
unread-empty-hint = 各房间的新消息会显示在这里，你已静音的房间除外。
unread-replies = 你的话题中有 { $count } 条未读回复
unread-more-rooms = 显示更多房间
unread-read-on = 前往房间继续阅读
mark-as-read = 标为已读
count-new = { $count } 条新消息
place-in-thread = { $room }，话题中

## Room

room-people = 成员
room-people-count = 成员，{ $count } 人
room-pinned-count = 置顶消息，{ $count } 条
room-archived = 已归档
room-files = 文件
room-settings = 房间设置
room-list = 房间列表
room-about = 基本信息
room-about-name = 房间名称
room-about-topic = 主题
room-about-topic-hint = 显示在房间名称旁的几个字。
room-about-description = 简介
room-about-description-empty = 还没有简介。说说这个房间的用途吧，它会显示在成员列表旁。
room-about-description-edit = 编辑简介
room-about-description-hint = 列表、链接和强调的写法与消息相同。
room-for-you = 个人偏好
room-level = 通知范围
room-level-everything = 所有消息
room-level-everything-hint = 每条未读都计数。
room-level-mentions = 仅提及
room-level-mentions-hint = 只在提及你时。
room-level-nothing = 不通知
room-level-nothing-hint = 房间已静音。
room-is-favourite = ★ 已收藏
room-is-not-favourite = ☆ 收藏
room-move-up = 上移
room-move-down = 下移
room-access = 权限
room-who-sees = 谁可以看到
room-access-open = 公开
room-access-open-hint = 工作区中的所有人都可以找到、加入和阅读。
room-open-question = 向所有人公开？
room-open-consequence = 公开后，除访客外，工作区中的所有人都可以找到并加入 { $room }，阅读其全部历史消息，包括房间为私密时的内容。不会自动添加任何人。
room-open-verb = 设为公开
room-access-closed = 私密
room-access-closed-hint = 只有被添加的人可以看到。
room-close-question = 设为私密房间？
room-close-consequence = 现有的 { $count } 名成员会留在 { $room } 中。其他人将无法再找到或阅读它，只有房间成员添加后才能加入。
room-close-verb = 设为私密
room-who-posts = 谁可以发言
room-posts-everyone = 房间内所有人
room-posts-everyone-hint = 默认设置。
room-posts-administrators = 仅管理员
room-posts-administrators-hint = 其他人可以阅读、回应表情和回复话题。
room-end = 离开、归档或删除
room-hide = 隐藏会话
room-hide-hint = 在有人发来新消息之前，从你的列表中隐藏此会话。对其他人没有影响。
room-leave = 离开房间
room-leave-verb = 离开
room-leave-open-hint = 你可以随时在“浏览房间”中重新加入。
room-leave-closed-hint = 离开后，需要房间成员重新添加你才能回来。
room-archive = 归档房间
room-archive-verb = 归档
room-archive-hint = 归档后仍可阅读，但任何人都不能再发言。房间会移到“浏览房间”中。
room-archive-consequence = 任何人都不能再在 { $room } 中发言，它也会从所有人的房间列表中移除。消息仍可在“浏览房间”中阅读。管理员可以随时恢复它。
room-restore = 恢复房间
room-restore-hint = 此房间已归档。恢复后可以发送新消息，房间也会回到房间列表。
room-delete = 删除房间
room-delete-hint = 为所有人永久删除此房间及其全部消息和文件。
room-delete-consequence = { $room } 及其全部消息和文件将为所有人删除，且无法恢复。如果想保留内容供阅读，请改为归档房间。
room-delete-confirm = 输入房间名称以确认
add-people-find = 查找成员
add-people-add = 添加 { $name }
add-people-lead = { $room }。{ $count ->
    [0] 你添加的人可以阅读之前的所有消息。
    [1] 目前只有你一个人。你添加的人可以阅读之前的所有消息。
   *[other] 目前有 { $count } 名成员。你添加的人可以阅读之前的所有消息。
}
add-people-all = 工作区中的所有人都已在此房间。
add-people-all-invite = 工作区中的所有人都已在此房间。请先邀请更多人加入工作区。
add-people-nobody = 没有其他人叫这个名字。
date = 日期
date-jump = 跳转
date-choose = 请选择一个日期。
date-nothing = 这一天及之后没有人在这里发过消息。
direct-notes = 你的笔记，只有你能看到。
direct-active = 在线
direct-away = 离开
direct-offline = 离线
direct-deactivated = 已停用
direct-time = 当地时间 { $time }
direct-count = { $count } 人
direct-count-all-active = { $count } 人 · 全部在线
direct-count-active = { $count } 人 · { $active } 人在线
pinned-empty = 还没有置顶消息。置顶一条消息，房间里的所有人就能在这里找到它。
saved-empty = 还没有保存的消息。保存一条消息，就能稍后在你的所有设备上从这里找到它。
missing-room = 找不到房间
missing-looking = 正在查找房间
missing-not-sent = 未发送
missing-deleted = 此房间已被删除
missing-gone = 这个房间已经不在了
missing-gone-hint = 管理员删除了它以及其中的全部消息和文件。请从列表中选择其他房间。
missing-nothing = 这里没有内容
missing-nothing-hint = 链接可能已失效，或者你不在此房间中。请从列表中选择一个房间。
missing-may-join = 你还没有加入此房间。任何人都可以加入。
missing-join = 加入
missing-join-name = 加入 { $room }
unsent = 你已不在此房间中。以下消息未能发送：

## Timeline

timeline-messages = 消息
timeline-history = 消息记录
timeline-new = 新消息
timeline-start = { $room } 的消息从这里开始。
timeline-welcome = 欢迎来到 { $room }
timeline-welcome-hint = 还没有消息，打个招呼吧！
timeline-archived = { $room } 已归档
timeline-archived-hint = 没有人在这里发过消息。
timeline-notes = 这是你的笔记空间
timeline-notes-hint = 这里的内容只有你能看到。
timeline-direct-start = 你与 { $names } 的私信从这里开始
timeline-direct-hint = 其他人看不到你们的消息。打个招呼吧！
timeline-missing-message = 该消息不存在，或者你无权查看。以下是最新消息。
timeline-jump = 跳到最新消息
timeline-new-messages = 新消息
new-messages = { $count } 条新消息
announcement = { $name }：{ $text }
typing-one = { $name } 正在输入…
typing-two = { $name } 和 { $other } 正在输入…
typing-several = 多人正在输入…

## Composer

composer-message = 消息
composer-message-to = 发送给 { $room }
composer-send = 发送
composer-attach = 添加文件
composer-reply = 回复
composer-reply-here = 在此回复
composer-too-long = 消息超出 { $limit } 字上限 { $over } 字。请缩短，或分几条发送。
composer-left = 还可输入 { $count } 字。
composer-emoji = 插入表情
composer-preview = 预览
composer-preview-close = 关闭预览
composer-preview-empty = 还没有可预览的内容。
composer-new-line = 换行
composer-edit-last = 编辑你的上一条消息
completion-room = 此房间的所有人
completion-here = 此房间的在线成员
formatting = 格式
format-help = 格式帮助
format-help-title = 格式与快捷键
format-bold = 粗体
format-bold-key = 粗体 (Ctrl+B)
format-italic = 斜体
format-italic-key = 斜体 (Ctrl+I)
format-bold-italic = 粗体、斜体
format-struck = 删除线
format-code = 代码
format-block-help = 代码块，到下一个 ``` 为止
format-link = 链接
format-link-key = 链接（选中文字后按 Ctrl+K）
format-link-over-words = 为选中的文字添加链接
format-list = 列表
format-list-help = 列表；1. 表示编号
format-quotation = 引用
format-completion = 人、房间、表情
link-title = 添加链接
link-text = 文字
link-address = 地址
link-hint = 例如 example.com/plan
link-add = 添加链接

## Messages

message-deleted = 此消息已删除。
message-label = { $name }，{ $time }
message-edited = 已编辑
message-show-versions = 查看历史版本
message-show-more = 展开
message-show-less = 收起
message-actions = 消息操作
message-more-actions = 更多操作
message-add-reaction = 添加表情回应
message-reply = 在话题中回复
message-quote = 引用
message-forward = 转发
message-copy-text = 复制文本
message-copy-link = 复制链接
message-unsave = 取消保存
message-save = 保存
message-remind = 提醒我
message-unpin = 取消置顶
message-pin = 在房间内置顶
message-mark-unread = 从此处标为未读
message-view-profile = 查看个人资料
message-edit = 编辑消息
message-remove-previews = 移除所有预览
message-remove-preview = 移除预览
message-delete = 删除消息
message-discard = 放弃
message-not-sent = 未发送。{ $reason }
message-text-copied = 文本已复制。
message-text-not-copied = 无法复制文本，请选中后自行复制。
message-link-copied = 链接已复制。
message-link-not-copied = 无法复制链接。你可以从消息的时间处复制。
code-copied = 代码已复制。
code-not-copied = 无法复制代码，请选中后自行复制。
message-reactions = 表情回应
message-quick-reactions = 快捷表情回应
message-react-with = 用“{ $emoji }”回应
message-reaction = { $emoji } { $count }，{ $names }
reaction-thumbs-up = 赞
reaction-check-mark = 完成
reaction-red-heart = 爱心
reaction-tears-of-joy = 笑哭
reaction-party-popper = 庆祝
reaction-eyes = 在看
message-forward-title = 转发消息
message-versions = 历史版本
message-about-person = 个人资料
message-delete-consequence = 消息内容将对所有人删除，且无法恢复。其他人仍能看到有一条消息被删除。
forward-to = 转发到
forward-find = 查找房间或人
forward-nothing = 没有匹配的房间或人。
forward-choose = 请选择一个房间或一个人。
forward-comment = 留言
forward-optional = 选填
forwarded-to = 已转发给 { $name }。
forward-head = **{ $author }** 在 { $room } · [原消息]({ $link })
forward-head-direct = **{ $author }** 在私信中 · [原消息]({ $link })
forward-perhaps-from-room = 有些会看到这条消息的人可能无法查看它所在的 { $room }。
forward-perhaps-from-direct = 有些会看到这条消息的人可能无法查看它所在的私信。
forward-named-from-room = { $names } 无法查看原消息所在的 { $room }，但转发后能看到这条消息。
forward-named-from-direct = { $names } 无法查看原消息所在的私信，但转发后能看到这条消息。
forward-count-from-room = 有 { $count } 人无法查看原消息所在的 { $room }，但转发后能看到这条消息。
forward-count-from-direct = 有 { $count } 人无法查看原消息所在的私信，但转发后能看到这条消息。

## Threads

thread = 话题
thread-close = 关闭话题
thread-follow = 关注
thread-unfollow = 取消关注
thread-follow-hint = 你关注的话题有新回复时会计为未读
thread-replies = { $count } 条回复
thread-no-replies = 还没有回复
thread-earlier-replies = 更早的 { $count } 条回复
thread-last-reply-at = 最后回复于 { $time }
thread-last-reply-on = 最后回复于 { $date }
also-send-to = 同时发送到 { $room }
also-in-room = 已同时发送到房间
also-reply = 回复了一个话题
also-reply-to = 回复了话题：{ $words }
threads-empty = 还没有话题
threads-empty-hint = 在话题中回复一条消息，它和所有回复就会显示在这里。有人在话题中回复或提及你，以及你选择关注的话题，也会显示在这里。
thread-draft = 草稿：{ $text }
thread-reply-to = 回复 { $name }…
thread-not-sent = 未发送。请打开话题重试。

## Files

file-label = { $name }，{ $about }
file-with-size = { $name }（{ $size }）
file-unnamed = 一个文件
file-download = 下载
file-download-name = 下载 { $name }
file-type-archive = 压缩包
file-type-audio = 音频
file-type-code = 代码
file-type-document = 文档
file-type-pdf = PDF
file-type-picture = 图片
file-type-presentation = 演示文稿
file-type-spreadsheet = 表格
file-type-text = 文本
file-type-video = 视频
files-drop = 松开即可添加文件
files-attached = 已添加的文件
files-not-uploaded = 文件尚未上传完成。
file-with-metadata = { $size }，可能含有拍摄地点和时间。
file-sending = 正在上传 { $name }
file-cancel = 取消 { $name }
file-remove = 移除 { $name }
file-attach-again = 重新添加
upload-interrupted = 未能上传。
upload-lost = 服务器上已没有这个文件。
upload-failed = 上传失败，请检查网络连接。
upload-too-large = 文件超过工作区 { $mb } MB 的上限。
upload-too-many = 一条消息最多可添加 { $most } 个文件。请用另一条消息发送。
waiting-for-upload = 上传完成后自动发送
waiting-cancel = 取消发送
not-sent-without-file = 未发送：{ $name } 尚未上传。请重新添加或移除它。
not-sent-upload-failed = 消息未发送，因为 { $name } 无法上传。你的文字仍保留在原处。
not-sent-changed = 消息未发送，因为其内容或房间已发生变化。
voice-note = 语音消息
voice-record = 录制语音消息
voice-recorded = 已录制
voice-discard = 放弃录音
voice-attach = 添加
voice-attach-label = 停止并添加
voice-refused = 无法使用麦克风。请检查是否有麦克风，以及浏览器是否允许此页面使用。
audio-play = 播放
audio-pause = 暂停
audio-position = 进度
viewer-position = { $place } / { $count }
viewer-previous = 上一张图片
viewer-next = 下一张图片
gallery-all = 全部
gallery-pictures = 图片
gallery-media = 音视频
gallery-documents = 文档
gallery-other-files = 其他文件
gallery-kind = 文件类型
gallery-find = 按名称查找
gallery-find-label = 按名称查找文件
gallery-no-match = 没有匹配的文件。
gallery-empty = 还没有文件。大家在此房间的消息中添加的文件会显示在这里。

## Scheduled messages and reminders

schedule = 定时
schedule-for-later = 定时发送
schedule-offline = 你已离线。文字会保留在这里，恢复连接后即可定时发送。
scheduled-at = 消息将定时发送：{ $time }。
scheduled-count = { $count } 条定时消息
scheduled-stuck = { $count } 条定时消息未能发送
scheduled-empty = 没有定时消息。写好消息后，点击“发送”旁的时钟即可定时发送。
scheduled-elsewhere = 你不在的房间
scheduled-in-thread = { $room }（话题）
scheduled-in-thread-and-room = { $room }（话题和房间）
scheduled-not-sent = 未发送：{ $reason }
scheduled-send-now = 立即发送
scheduled-text = 消息内容
scheduled-gone = 此消息已发送或已删除。你仍可复制你的文字。
reminder = 提醒
reminders = 提醒
reminder-open = 打开
reminder-later = 稍后
reminder-due = 已到时间：{ $time }
reminder-cancel = 取消提醒
reminder-change = 更改时间
reminder-set = 已设置提醒：{ $time }。

## Mails and pushed notifications

## Problems

problem-not-found = 找不到，或者你没有访问权限。
