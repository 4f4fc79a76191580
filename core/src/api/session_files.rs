//! Files where a session's agent works: list, read and write them while it runs.

use steersman_wire::{
    ListFilesRequest, ListFilesResponse, ReadFileRequest, ReadFileResponse, WriteFileRequest,
    WriteFileResponse,
};

use super::argument::Id;
use super::declare::resource;

resource! {
    /// Files where a session's agent works. The id is that of the runner (`RunnerSessionEvent`), not of the session.
    SessionFiles "session_files"

    /// Lists a directory, newest entries first.
    ListFiles: POST "/api/v2/sessions/{session_id}/files/list_files"
    => list_files(path session_id: Id) body request: ListFilesRequest -> Json(ListFilesResponse)

    /// Reads a file; its content comes as base64. The server limits the size.
    ReadFile: POST "/api/v2/sessions/{session_id}/files/read_file"
    => read_file(path session_id: Id) body request: ReadFileRequest -> Json(ReadFileResponse)

    /// Writes a file from base64. The server limits the size.
    WriteFile: POST "/api/v2/sessions/{session_id}/files/write_file"
    => write_file(path session_id: Id) body request: WriteFileRequest -> Json(WriteFileResponse)
}
