### 简体中文

## Common

language-name = 简体中文
digit-separator = ,
list-middle = { $list }、{ $name }
list-end = { $list }和{ $name }
cancel = 取消
more-reminders = 另外 { $count } 个提醒
problem-not-found = 找不到，或者你没有访问权限。
