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
