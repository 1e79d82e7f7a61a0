//! The body of an answer, whose end is the end of its request.

use super::activity::ActiveRequest;
use axum::body::{Body, Bytes, HttpBody};
use http_body::{Frame, SizeHint};
use std::{
    pin::Pin,
    task::{Context, Poll},
};

/// A body whose request is in progress until the body is dropped.
pub(super) struct AnswerBody {
    body: Body,
    _request: ActiveRequest,
}

impl AnswerBody {
    pub(super) fn new(body: Body, request: ActiveRequest) -> Self {
        Self {
            body,
            _request: request,
        }
    }
}

impl HttpBody for AnswerBody {
    type Data = Bytes;
    type Error = axum::Error;

    fn poll_frame(
        mut self: Pin<&mut Self>,
        context: &mut Context<'_>,
    ) -> Poll<Option<Result<Frame<Bytes>, axum::Error>>> {
        Pin::new(&mut self.body).poll_frame(context)
    }

    fn is_end_stream(&self) -> bool {
        self.body.is_end_stream()
    }

    fn size_hint(&self) -> SizeHint {
        self.body.size_hint()
    }
}
