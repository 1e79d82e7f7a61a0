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
first-run-title = 欢迎使用 Hubbub
first-run-lead = 给工作区起个名字，并创建管理员账号。之后就可以邀请其他人。
first-run-create = 创建工作区
first-run-creating = 正在创建…
first-run-code = 安装码
join-title = 加入 { $workspace }
join-lead = 有人邀请你来这里聊天。创建账号即可开始。
join = 加入
joining = 正在加入…
join-returning = 已有账号？
joined-title = 你已在 { $workspace } 中
joined-lead = 当前登录的是 { $name }。
joined-open = 打开 Hubbub
joined-other = 邀请是给别人的？你退出登录后，对方就可以在这台设备上加入。
joined-sign-out = 退出登录，以其他人的身份加入
not-found-title = 找不到页面
not-found-lead = 链接可能已失效，或者你没有访问权限。
not-found-home = 前往 Hubbub
new-password-title = 设置新密码
new-password-lead = 你将在这里登录，并在其他所有设备上退出登录。
new-password-set = 设置密码
new-password-setting = 正在设置…

## Kit

copy-link = 复制链接
parts-back = 返回{ $list }
suggestions = 推荐
field-saved = 已保存
your-name = 你的名字
email = 邮箱
password = 密码
password-hint = 至少 8 个字符。几个互不相关的词组合起来最安全。
in-one-hour = 1 小时后
this-evening = 今天晚上
tomorrow-morning = 明天上午
monday-morning = 周一上午
custom-time = 自定义时间
date-and-time-field = 日期和时间
choose-date-and-time = 请选择日期和时间。
choose-future-time = 请选择一个将来的时间。
emoji = 表情
emoji-search = 搜索表情
emoji-none = 没有找到表情。
emoji-groups = 表情类别
emoji-frequent = 最近和常用
emoji-group = { $place ->
    [1] 笑脸与情感
    [2] 人物与身体
    [3] 动物与自然
    [4] 食物与饮料
    [5] 旅行与地点
    [6] 活动
    [7] 物品
    [8] 符号
   *[9] 旗帜
}
emoji-of-workspace = 此工作区的表情
skin-tone = 肤色
tone-none = 默认肤色
tone-light = 浅色
tone-medium-light = 中浅色
tone-medium = 中等
tone-medium-dark = 中深色
tone-dark = 深色
dialog-keys = 快捷键
dialog-settings = 设置
dialog-workspace-settings = 工作区设置
dialog-custom-emoji = 自定义表情
dialog-remind = 提醒我
dialog-room-settings = 房间设置
dialog-pinned = 置顶消息
dialog-date = 跳转到日期
dialog-files = 文件

## Client

## Sidebar

sidebar-close = 关闭房间列表
sidebar-jump = 跳转到…
sidebar-invite = 邀请成员
sidebar-browse = 浏览房间
sidebar-new-room = 新建房间
sidebar-new-message = 新私信
sidebar-rooms = 房间
sidebar-favourites = 收藏
sidebar-unread = 未读
sidebar-direct = 私信
sidebar-section = 分组：{ $title }
sidebar-unread-in = { $name }，{ NUMBER($count) } 条未读
sidebar-mentions-in = { $name }，{ NUMBER($count) } 条未读，{ NUMBER($mentions) } 条提及你
sidebar-not-sent = 未发送
sidebar-has-draft = 有草稿
sidebar-is-muted = 已静音
sidebar-is-archived = 已归档
connection-reconnecting = 正在重新连接…
connection-offline = 离线
connection-hint = 消息已保存在此设备上，恢复连接后会自动发送。
cannot-save = Hubbub 暂时无法保存
cannot-save-hint = 消息已保存在此设备上，会尽快发送。
sort-rooms = 房间排序
sort-by-name = 按名称
sort-recent-first = 最近活跃优先
room-actions = { $room } 的操作
room-actions-menu = 房间
favourite = 收藏
add-favourite = 添加到收藏
remove-favourite = 取消收藏
move-up = 上移
move-down = 下移
mute-room = 静音
unmute-room = 取消静音
mark-room-read = 标为已读
hide-conversation = 隐藏会话
favourite-moved = { $room }，第 { NUMBER($place) } 个，共 { NUMBER($count) } 个
saved-list = 已保存
saved-list-due = 已保存，{ NUMBER($count) } 个提醒
scheduled-list = 定时消息
scheduled-list-with = 定时消息，{ NUMBER($count) } 条
scheduled-list-stuck = 定时消息，{ NUMBER($count) } 条，其中 { NUMBER($stuck) } 条未能发送
browse-lead = 可以加入的公开房间。
browse-none = 你已加入所有公开房间。
browse-open-rooms = 公开房间
browse-archived = 已归档
browse-archived-rooms = 已归档的房间
join-room = 加入
join-room-named = 加入 { $room }
open-room = 打开
open-room-named = 打开 { $room }
room-size = { NUMBER($count) } 人
direct-lead = 选择一人或多人。只有你和对方能看到会话。
direct-full = 会话人数已达上限。如果人更多，请创建私密房间。
direct-people = 私信对象
direct-write = 开始会话
find-people = 查找成员
room-name = 房间名称
room-visibility = 谁可以看到
room-open = 公开
room-open-hint = 工作区的所有人都会加入，也可以随时离开或重新加入。
room-closed = 私密
room-closed-hint = 只有你添加的人能看到。
create-room = 创建房间
jump-title = 跳转到
jump-field = 房间、人、操作或消息
jump-found = 搜索结果
jump-names = 房间和人
jump-actions = 操作
jump-messages = 消息
jump-search = 搜索“{ $letters }”
jump-draft = 草稿
jump-has-draft = ，有草稿

## People

presence-active = 在线
presence-away = 离开
presence-offline = 离线
people = 成员
close-people = 关闭成员列表
people-online = 在线
people-away = 离开
people-offline = 离线
people-group = { $title }（{ NUMBER($count) }）
people-deactivated = 已停用（{ NUMBER($count) }）
people-alone = 这里只有你一个人。
people-not-found = 没有叫这个名字的成员。
about-room = 关于此房间
add-people = 添加成员
role-you = 你
role-administrator = 管理员
role-member = 成员
role-guest = 访客
role-banned = 已封禁
role-deactivated = 已停用
card-presence = 在线状态
card-active = 在线
card-away = 离开
card-offline = 离线
card-time = 当地时间
card-time-in = { $time }（{ $zone }）
card-role = 角色
card-lookalikes = 相似的名字
card-write = 发私信
status-until-today = 持续到今天结束
status-until-time = 持续到 { $time }
status-until-day = 持续到{ $day }
manage = 管理
manage-person = 管理 { $name }
manage-role = 角色
role-own-administrator-hint = 你是管理员。如果改为成员，只有其他管理员才能让你重新成为管理员。
role-administrator-hint = 管理员可以邀请、管理和封禁他人。如果将此人改为成员，邀请链接及其创建的访客链接都会失效。
role-member-hint = 此人是成员。管理员可以邀请、管理和封禁他人。
role-guest-hint = 此人是访客。访客只能看到自己所在的房间。
make-me-member = 将我改为成员
make-member = 设为成员
make-administrator = 设为管理员
make-guest = 设为访客
make-guest-open = 设为访客…
make-guest-lead = { $name } 会保留在其私密房间、私信以及你在下面选择的公开房间中，不再看到工作区的其他内容。当前的邀请链接会失效。
make-guest-rooms = 保留的公开房间
manage-sign-in = 登录
reset-title = 无法登录？
reset-hint = { $name } 可以通过重置链接设置新密码。链接一天内有效，仅可使用一次，之前的链接会失效。请不要分享给其他人。
reset-create = 创建重置链接
reset-link = 重置链接
shut-out = 禁止访问
ban = 封禁
ban-open = 封禁…
ban-person = 封禁：{ $name }
ban-hint = 用于有恶意行为的人。你还可以删除其所有消息。
ban-lead = { $name } 将在所有设备上退出登录，在你解除封禁之前无法回来。
ban-delete-messages = 同时为所有人删除其全部消息。此操作无法撤销。
ban-new-link = 同时更换邀请链接，防止其通过链接回来
lift-ban = 解除封禁
lift-ban-person = 解除封禁：{ $name }
banned-hint = 已封禁：在你解除封禁之前，此人无法登录。
deactivate = 停用
deactivate-hint = 用于已离开的人。其消息会保留，之后可以重新启用。
deactivate-lead = { $name } 将在所有设备上退出登录，在你重新启用账号之前无法登录。其消息会保留。
reactivate = 重新启用
deactivated-hint = { $name } 无法登录。重新启用账号即可恢复访问。

## Account

account-section = 你的账号
account-of = 账号：{ $name }
sign-out = 退出登录
set-status = 设置状态
settings-profile = 个人资料
settings-status = 状态
settings-appearance = 外观
settings-notifications = 通知
settings-time-zone = 时区
settings-sign-in = 邮箱和密码
device-settings-hint = 这些设置仅适用于此设备。
profile-title = 职位
profile-title-hint = 你的工作，例如“设计师”。它会显示在你的名字旁边。
choose-picture = 选择图片
remove-picture = 移除头像
use-picture = 使用这张图片
no-picture = 浏览器无法将此文件作为图片打开。
crop-label = 图片的可见部分。用方向键移动。
crop-zoom = 缩放
status-field = 你现在的状态是？
status-set = 状态已设置。
status-cleared = 状态已清除。
status-clear = 清除状态
status-clear-after = 自动清除
status-last-day = 最后一天
status-past = 这个时间已过，请另选一个。
status-choose-date = 请选择日期。
status-choose-later = 请选择今天或之后的日期。
status-meeting = 会议中
status-lunch = 午餐
status-sick = 今天病假
status-vacation = 休假中
status-always = 不清除
status-today = 今天结束时
status-date = 选择日期…
status-kept-today = 持续到今天结束（保持不变）
status-kept-time = 持续到 { $time }（保持不变）
status-kept-day = 持续到{ $day }（保持不变）
duration-minutes = { NUMBER($count) } 分钟
duration-hours = { NUMBER($count) } 小时
emoji-speech = 对话气泡
emoji-calendar = 日历
emoji-plate = 餐盘
emoji-thermometer = 发烧
emoji-palm = 棕榈树
emoji-house = 房子
emoji-headphones = 耳机
emoji-train = 火车
emoji-coffee = 咖啡
emoji-baby = 婴儿
emoji-party = 派对礼花
emoji-bell = 静音铃铛
theme = 主题
theme-system = 跟随系统
theme-system-hint = 与设备一致
theme-light = 浅色
theme-light-hint = 始终浅色
theme-dark = 深色
theme-dark-hint = 始终深色
density = 显示密度
density-comfortable = 宽松
density-comfortable-hint = 房间和消息之间留更多空间
density-compact = 紧凑
density-compact-hint = 一屏显示更多内容
text-size = 文字大小
text-small = 小
text-normal = 标准
text-large = 大
text-larger = 特大
send-with = 发送消息的方式
send-with-enter = Enter
send-with-enter-hint = 按 Shift+Enter 换行。
send-with-ctrl-enter = Ctrl+Enter 或“发送”按钮
send-with-ctrl-enter-hint = 按 Enter 换行。在 Mac 上也可以按 ⌘+Enter 发送。
time-zone-none = 未设置
time-zone-hint = 其他人可以在你的名片上看到你的当地时间。
time-zone-use = 使用此浏览器的时区 { $zone }
time-zone-now = 那里现在是{ $time }。
sign-in-email = 你使用 { $email } 登录。只有你能看到这个邮箱。
email-new = 新邮箱
email-change = 更改邮箱
email-changed = 邮箱已更改。以后请使用新邮箱登录。
changing = 正在更改…
password-yours = 你的密码
password-current = 当前密码
password-new = 新密码
password-change = 更改密码
password-changed = 密码已更改。你已在其他所有设备上退出登录。

## Notifications

notify-do-not-disturb = 勿扰
notify-says = 通知内容
notify-show-texts = 显示消息内容
notify-show-texts-hint = 关闭后，通知只显示作者和房间，旁人看到你的屏幕也读不到内容。
notify-mail = 通过邮件告诉我错过的消息
notify-mail-hint = 一小时内未读的私信和提及，汇总在一封邮件里。
notify-what = 哪些消息会通知你
notify-what-lead = 私信、提及你的消息和你关注的话题中的回复都会通知你；房间里的其他消息也会，除非你为该房间另行设置。
notify-what-hint = 每个房间可以单独设置：打开房间设置，在“通知范围”中选择。
notify-rooms = 单独设置的房间
notify-everything = 全部消息
notify-mentions = 仅提及
notify-nothing = 不通知
notify-hours = 仅在特定时段通知我
notify-days = 日期
notify-from = 从
notify-until = 到
notify-hours-hint = 以你的时区为准，可以跨过午夜。
weekday-short = { $day ->
    [monday] 周一
    [tuesday] 周二
    [wednesday] 周三
    [thursday] 周四
    [friday] 周五
    [saturday] 周六
   *[sunday] 周日
}
pause-for = 暂停通知
pause-until-tomorrow = 到明天
paused-until = 通知已暂停到
pause-end = 恢复通知
this-device = 此设备
this-device-lead = 在你做其他事情、甚至关闭 Hubbub 之后，也能收到新消息通知。浏览器会请你授权。
this-device-blocked = 浏览器阻止了此页面的通知。请在浏览器中允许此页面的通知，然后刷新页面。
this-device-unable = 此浏览器无法在此页面显示通知。网址需要以 https 开头；在 iPhone 上，需要先将 Hubbub 添加到主屏幕。
this-device-refused = 浏览器不允许此页面的通知。请在浏览器中允许此页面的通知，然后重试。
this-device-turn-on = 开启通知
this-device-turn-off = 关闭通知
this-device-on = 此浏览器已开启通知。
this-device-reached = 此浏览器已开启通知，关闭 Hubbub 后也能收到。
this-device-unreached = 此浏览器已开启通知，但只在 Hubbub 打开时有效，关闭后无法收到。
sound = 提示音
sound-chime = 风铃
sound-chime-hint = 两声清亮的音。
sound-drop = 水滴
sound-drop-hint = 两声下降的音。
sound-knock = 敲门
sound-knock-hint = 两声低沉的敲击。
sound-none = 无声音
sound-none-hint = 仅显示通知。
devices = 你的设备
devices-hint = 关闭 Hubbub 后，这些浏览器也能收到通知。
device-this-since = 此浏览器，自{ $day }起
device-since = 自{ $day }起
device-test = 发送测试通知
device-test-sent = 已发送
device-remove = 移除 { $name }

## Workspace

dismiss = 关闭
loading-failed = 无法加载。请检查网络连接后重试，或刷新页面。
went-wrong = 出了点问题。请刷新页面后重试。
read-only-archived = 此房间已归档。可以查看，但不能再发消息。
read-only-administrators = 只有管理员可以在此房间发消息。
workspace-name = 工作区名称
workspace-saved = 已保存。
file-limit = 单个文件大小上限（MB）
person-quota = 每人存储空间（MB）
total-quota = 总存储空间（MB）
storage-used = 已使用 { NUMBER($mb) } MB。
link-previews = 链接预览
link-previews-hint = 显示链接网页的标题和图片。由服务器获取，因此网站只能看到服务器的地址。
custom-emoji-lead = 添加图片作为表情，所有人都可以在消息和表情回应中按名称使用。
custom-emoji-add = 添加表情
custom-emoji-name = 表情名称
custom-emoji-name-example = 名称
custom-emoji-picture = 已选图片
custom-emoji-no-name = 表情名称需要 2 到 32 个字符：小写字母、数字、- 和 _。
custom-emoji-no-picture = 请为表情选择图片。
custom-emoji-remove = 移除 { $name }
invite-lead = 任何人都可以通过此链接加入工作区。请只分享给你想邀请的人。
invitation-link = 邀请链接
invite-new-link = 新建链接
invite-replace = 更换链接
invite-replace-title = 要更换邀请链接吗？
invite-replace-lead = 当前链接会立即失效，持有链接但尚未加入的人将无法使用。已加入的人不受影响。
invite-replaced = 已创建新链接，旧链接不再有效。
link-copied = 已复制。
link-not-copied = 无法复制链接。请手动选中并复制。
invite-by-mail = 邮件邀请
invite-send = 发送邀请
invite-sending = 正在发送…
invite-sent = 邀请已发送。
guests = 访客
guests-hint = 访客只能看到你选择的房间以及其中的成员。
guest-rooms = 房间
guest-create = 创建访客链接
guest-link = 访客链接
guest-copy = 复制访客链接
guest-link-hint = 任何人都可以在一周内使用此链接。
guest-links-active = 有效链接
guest-links = 访客链接
guest-link-made-by = 由 { $name } 创建，有效期至{ $day }
guest-link-until = 有效期至{ $day }
guest-link-unused = 尚未使用
guest-link-used = 已有 { NUMBER($count) } 位访客使用，最近一次是{ $day }
guest-link-revoke = 撤销
guest-link-revoke-named = 撤销通往 { $rooms } 的链接
guest-other-rooms = { NUMBER($count) } 个你不在其中的房间
getting-started = 新手引导
first-steps-title = 欢迎来到 { $workspace }
first-steps-lead = 从三步开始：
first-steps-done = 全部完成。
first-step-done = （已完成）
first-step-hello = 打个招呼
first-step-hello-hint = 在 { $room } 里
first-step-room = 创建房间
first-step-room-hint = 给项目或团队使用
first-step-people = 邀请成员
first-step-people-hint = 通过链接
tip-next = 知道了
tip-all = 不再提示
tip-jump = 房间列表上方的“跳转到…”可以找到任何房间或人。使用键盘时按 Ctrl K。
tip-mention = 输入 @ 和名字可以通知某人，@here 会通知所有在线的人。
tip-thread = 在话题中回复消息，让讨论集中在一起：把鼠标移到消息上，或轻点消息。

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

## Problems

problem-not-found = 找不到，或者你没有访问权限。
