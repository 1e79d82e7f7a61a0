//! A recording of the microphone, by the browser's `MediaRecorder`.

use crate::room::attachment_layout::VOICE_NOTE;
use leptos::prelude::*;
use std::{cell::RefCell, rc::Rc};
use wasm_bindgen::{JsCast, JsValue, closure::Closure};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    AnalyserNode, AudioContext, Blob, BlobEvent, File, FilePropertyBag, MediaRecorder,
    MediaRecorderOptions, MediaStream, MediaStreamConstraints, MediaStreamTrack,
};

/// Types in which browsers record, and the ending of a file's name. The first that the browser knows is used.
const TYPES: [(&str, &str); 3] = [
    ("audio/webm;codecs=opus", "webm"),
    ("audio/ogg;codecs=opus", "ogg"),
    ("audio/mp4", "m4a"),
];
/// Bits per second: enough for speech in Opus.
const BIT_RATE: u32 = 32_000;
/// Samples in which the level is looked for.
const SAMPLES: usize = 1_024;

/// A recording that is under way. Dropping it without [`Recording::end`] keeps the microphone on.
pub(super) struct Recording {
    recorder: MediaRecorder,
    stream: MediaStream,
    context: AudioContext,
    analyser: AnalyserNode,
    parts: Rc<RefCell<Vec<JsValue>>>,
    on_data: Closure<dyn Fn(BlobEvent)>,
    media_type: &'static str,
    ending: &'static str,
}

impl Recording {
    /// Returns whether this browser can record on this page.
    pub(super) fn is_possible() -> bool {
        if cfg!(feature = "ssr") || window().get("MediaRecorder").is_none() {
            return false;
        }
        // Without https there are no media devices.
        let devices = window().navigator().media_devices();
        devices.is_ok_and(|devices| !devices.is_undefined()) && media_type().is_some()
    }

    /// Asks for the microphone, and begins to record.
    ///
    /// # Errors
    /// If the person or the browser refuses.
    pub(super) async fn begin() -> Result<Self, JsValue> {
        let (media_type, ending) = media_type().ok_or(JsValue::NULL)?;
        let constraints = MediaStreamConstraints::new();
        constraints.set_audio_bool(true);
        let devices = window().navigator().media_devices()?;
        let stream = devices.get_user_media_with_constraints(&constraints)?;
        let stream: MediaStream = JsFuture::from(stream).await?.dyn_into()?;
        let begun = Self::record(stream.clone(), media_type, ending);
        begun.inspect_err(|_| release(&stream))
    }

    fn record(
        stream: MediaStream,
        media_type: &'static str,
        ending: &'static str,
    ) -> Result<Self, JsValue> {
        let options = MediaRecorderOptions::new();
        options.set_mime_type(media_type);
        options.set_audio_bits_per_second(BIT_RATE);
        let recorder =
            MediaRecorder::new_with_media_stream_and_media_recorder_options(&stream, &options)?;
        let parts = Rc::<RefCell<Vec<JsValue>>>::default();
        let kept = Rc::clone(&parts);
        let on_data = Closure::<dyn Fn(BlobEvent)>::new(move |event: BlobEvent| {
            kept.borrow_mut().extend(event.data().map(JsValue::from));
        });
        recorder.set_ondataavailable(Some(on_data.as_ref().unchecked_ref()));
        let context = AudioContext::new()?;
        let analyser = context.create_analyser()?;
        analyser.set_fft_size(SAMPLES as u32);
        let source = context.create_media_stream_source(&stream)?;
        source.connect_with_audio_node(&analyser)?;
        recorder.start()?;
        Ok(Self {
            recorder,
            stream,
            context,
            analyser,
            parts,
            on_data,
            media_type,
            ending,
        })
    }

    /// Returns the loudness just now, from 0 to 1.
    pub(super) fn level(&self) -> f64 {
        let mut samples = [0_u8; SAMPLES];
        self.analyser.get_byte_time_domain_data(&mut samples);
        let loudest = samples.iter().map(|sample| sample.abs_diff(128)).max();
        // Speech is seldom at its loudest: the square root makes it visible.
        (f64::from(loudest.unwrap_or_default()) / 128.0).sqrt()
    }

    /// Ends the recording, and calls `done` with its file once it is complete.
    pub(super) fn end(self, done: impl FnOnce(File) + 'static) {
        let Self {
            recorder,
            stream,
            context,
            parts,
            on_data,
            media_type,
            ending,
            ..
        } = self;
        let finish = move || {
            // The last part has come.
            drop(on_data);
            release(&stream);
            // It fails only if it is closed already.
            let _ = context.close();
            if let Some(file) = file(parts.take(), media_type, ending) {
                done(file);
            }
        };
        let finish = Rc::new(RefCell::new(Some(finish)));
        let stopped = Rc::clone(&finish);
        let on_stop = Closure::once_into_js(move || run(&stopped));
        recorder.set_onstop(Some(on_stop.unchecked_ref()));
        if recorder.stop().is_err() {
            // The recorder has stopped by itself, since the microphone was taken away: what came until then is the note.
            run(&finish);
        }
    }
}

fn run(action: &RefCell<Option<impl FnOnce()>>) {
    if let Some(action) = action.take() {
        action();
    }
}

/// Returns the type in which this browser records, and the ending of its files.
fn media_type() -> Option<(&'static str, &'static str)> {
    let mut types = TYPES.into_iter();
    types.find(|(media_type, _)| MediaRecorder::is_type_supported(media_type))
}

fn file(parts: Vec<JsValue>, media_type: &str, ending: &str) -> Option<File> {
    let is_empty = |part: &JsValue| part.dyn_ref::<Blob>().is_none_or(|it| it.size() == 0.0);
    if parts.iter().all(is_empty) {
        return None;
    }
    let options = FilePropertyBag::new();
    options.set_type(media_type);
    let name = format!("{VOICE_NOTE}.{ending}");
    File::new_with_blob_sequence_and_options(&JsValue::from(parts), &name, &options).ok()
}

/// Turns the microphone off.
fn release(stream: &MediaStream) {
    for track in stream.get_tracks().iter() {
        track.unchecked_into::<MediaStreamTrack>().stop();
    }
}
