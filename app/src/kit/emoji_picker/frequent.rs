//! First group of the emoji picker.

/// The emoji that are chosen most often.
pub(in super::super) const FREQUENT: [&str; 40] = [
    "👍", "👎", "❤️", "😄", "😂", "🙂", "😉", "😍", "🤔", "😮", "😢", "😭", "😅", "😬", "🙄", "😴",
    "🤯", "🥳", "😎", "🫡", "👏", "🙌", "🙏", "💪", "👋", "👀", "🤝", "👌", "🎉", "🔥", "✨", "⭐",
    "🚀", "💯", "✅", "❌", "❓", "💡", "☕", "🐛",
];
