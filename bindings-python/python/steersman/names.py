# Written by steersman-codegen from the definitions in core. Do not edit: run `cargo run -p steersman-codegen`.
"""Names that the official package has for what is called differently here, so that its programs find them.

Members of unions have a class each there, named after the union and the member; here one class stands for the same object wherever it is.
"""

from __future__ import annotations

from ._light import TYPE_CHECKING
from .types import *

if TYPE_CHECKING:
    from typing import Any, Literal, TypeAlias

# Members of unions.
AgentEventData_AnswerEvent = AnswerEvent
AgentEventData_ErrorEvent = ErrorEvent
AgentEventData_FlowEvent = FlowEvent
AgentEventData_MessageEvent = MessageEvent
AgentEventData_ObservationEvent = ObservationEvent
AgentEventData_PolicyEvent = PolicyEvent
AgentEventData_ToolResult = ToolResultEvent
BrowserMode_Text = BrowserTextMode
BrowserMode_Visual = BrowserVisualMode
CreateEnvironmentRequest_Android = Android
CreateEnvironmentRequest_Desktop = Desktop
CreateEnvironmentRequest_Web = Browser
CreateEnvironmentRequest_Workstation = Workstation
Environment_Android = Android
Environment_Desktop = Desktop
Environment_Web = Browser
Environment_Workstation = Workstation
PatchEnvironmentMode_Text = BrowserTextMode
PatchEnvironmentMode_Visual = BrowserVisualMode
SendSessionMessagesRequestBody_Batch = UserMessageBatch
SendSessionMessagesRequestBody_UserMessage = UserMessageEvent
SessionEventZero_ActiveStateChangeEvent = ActiveStateChangeEvent
SessionEventZero_AgentCompletionEvent = AgentCompletionEvent
SessionEventZero_AgentErrorEvent = AgentErrorEvent
SessionEventZero_AgentEvent = AgentEvent
SessionEventZero_AgentRunStatusChangeEvent = AgentRunStatusChangeEvent
SessionEventZero_AgentStartedEvent = AgentStartedEvent
SessionEventZero_AttachmentEvent = AttachmentEvent
SessionEventZero_FileTransferEvent = FileTransferEvent
SessionEventZero_LiveViewUrlEvent = LiveViewUrlEvent
SessionEventZero_MetricsUpdateEvent = MetricsUpdateEvent
SessionEventZero_RequestStartDispatchedEvent = RequestStartDispatchedEvent
SessionEventZero_RequestStartEvent = RequestStartEvent
SessionEventZero_RunnerSessionEvent = RunnerSessionEvent
ToolResultBatchResultsItem_ErrorEvent = ErrorEvent
ToolResultBatchResultsItem_ToolResult = ToolResultEvent
UpdateEnvironmentRequestBody_Android = Android
UpdateEnvironmentRequestBody_Desktop = Desktop
UpdateEnvironmentRequestBody_Web = Browser
UpdateEnvironmentRequestBody_Workstation = Workstation

# Classes of another name.
HttpValidationError = HTTPValidationError
PageAgent = Page_Agent_
PageAgentRevisionRecord = Page_AgentRevisionRecord_
PageScheduleRecord = Page_ScheduleRecord_
PageScheduleRunRecord = Page_ScheduleRunRecord_
PageSessionEvent = Page_SessionEvent_
PageSessionSummary = Page_SessionSummary_
PageSkill = Page_Skill_
PageWebhookRecord = Page_WebhookRecord_
TrajectoryEvent = UnknownEvent
WebhookEvent = WebhookDelivery
WebhookEventData = WebhookSessionEventData

# For annotations.
ActiveStateChangeDataState: TypeAlias = 'AgentState'
AgentCompletionDataReason: TypeAlias = 'CompletionReason'
AgentEnvironmentsItem: TypeAlias = 'str | Environment'
AgentReasoningEffort: TypeAlias = 'ReasoningEffort'
AgentRunStatusChangeDataStatus: TypeAlias = 'RunStatus'
AgentSkillsItem: TypeAlias = 'str | Skill'
AgentSubagentsItem: TypeAlias = 'str | Agent'
AnswerEventAnswer: TypeAlias = 'str | dict[str, Any]'
AttachmentDataOrigin: TypeAlias = 'AttachmentOrigin'
BrowserHost: TypeAlias = 'Host'
CreateEnvironmentRequest: TypeAlias = 'Environment'
CronTimingType: TypeAlias = 'Literal["cron"]'
DesktopHost: TypeAlias = 'Host'
ErrorEventKind: TypeAlias = 'Literal["error_event"]'
FileContentType: TypeAlias = 'ContentSource'
FileTransferDataDirection: TypeAlias = 'TransferDirection'
ImageContentType: TypeAlias = 'ContentSource'
ListAgentRevisionsRequestSortItem: TypeAlias = 'Literal["number", "-number"]'
ListAgentsRequestInclude: TypeAlias = 'Literal["revision"]'
ListAgentsRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at", "agent_name", "-agent_name"]'
ListEnvironmentsRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at", "id", "-id"]'
ListScheduleRunsRequestSortItem: TypeAlias = 'Literal["scheduled_for", "-scheduled_for"]'
ListSchedulesRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at"]'
ListSessionEventsRequestSortItem: TypeAlias = 'Literal["timestamp", "-timestamp"]'
ListSessionsRequestOwner: TypeAlias = 'Literal["me-in-organization", "me", "organization", "me-or-organization"]'
ListSessionsRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at"]'
ListSkillsRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at", "name", "-name"]'
ListWebhooksRequestSortItem: TypeAlias = 'Literal["created_at", "-created_at"]'
MessageEventContentItem: TypeAlias = 'str | ImageContent'
OnePasswordConfigProvider: TypeAlias = 'Literal["onepassword"]'
PatchAgentEnvironmentsItem: TypeAlias = 'str | Environment'
PatchAgentReasoningEffort: TypeAlias = 'ReasoningEffort'
PatchAgentSkillsItem: TypeAlias = 'str | Skill'
PatchAgentSubagentsItem: TypeAlias = 'str | Agent'
PatchEnvironmentHost: TypeAlias = 'Host'
PatchEnvironmentMode: TypeAlias = 'BrowserMode'
QuotaStatusScope: TypeAlias = 'QuotaScope'
ScheduleRunRecordStatus: TypeAlias = 'ScheduleRunStatus'
SendSessionMessagesRequestBody: TypeAlias = 'SendMessages'
SendSessionToolResultsRequestBody: TypeAlias = 'ToolResults'
SessionChangesAnswer: TypeAlias = 'str | dict[str, Any]'
SessionEventZero: TypeAlias = 'SessionEvent'
SessionRequestAgent: TypeAlias = 'str | Agent'
SessionRequestMessages: TypeAlias = 'str | UserMessageEvent | list[UserMessageEvent]'
ToolResultBatchResultsItem: TypeAlias = 'ToolResult'
ToolResultBatchType: TypeAlias = 'Literal["batch"]'
ToolResultEventKind: TypeAlias = 'Literal["tool_result"]'
UpdateEnvironmentRequestBody: TypeAlias = 'Environment'
UserMessageEventType: TypeAlias = 'Literal["user_message"]'
ValidationErrorLocItem: TypeAlias = 'str | int'
WebhookRecordLastDeliveryStatus: TypeAlias = 'DeliveryStatus'
WebhookWithSecretLastDeliveryStatus: TypeAlias = 'DeliveryStatus'
WorkstationHost: TypeAlias = 'Host'


__all__ = [
    "ActiveStateChangeDataState",
    "AgentCompletionDataReason",
    "AgentEnvironmentsItem",
    "AgentEventData_AnswerEvent",
    "AgentEventData_ErrorEvent",
    "AgentEventData_FlowEvent",
    "AgentEventData_MessageEvent",
    "AgentEventData_ObservationEvent",
    "AgentEventData_PolicyEvent",
    "AgentEventData_ToolResult",
    "AgentReasoningEffort",
    "AgentRunStatusChangeDataStatus",
    "AgentSkillsItem",
    "AgentSubagentsItem",
    "AnswerEventAnswer",
    "AttachmentDataOrigin",
    "BrowserHost",
    "BrowserMode_Text",
    "BrowserMode_Visual",
    "CreateEnvironmentRequest",
    "CreateEnvironmentRequest_Android",
    "CreateEnvironmentRequest_Desktop",
    "CreateEnvironmentRequest_Web",
    "CreateEnvironmentRequest_Workstation",
    "CronTimingType",
    "DesktopHost",
    "Environment_Android",
    "Environment_Desktop",
    "Environment_Web",
    "Environment_Workstation",
    "ErrorEventKind",
    "FileContentType",
    "FileTransferDataDirection",
    "HttpValidationError",
    "ImageContentType",
    "ListAgentRevisionsRequestSortItem",
    "ListAgentsRequestInclude",
    "ListAgentsRequestSortItem",
    "ListEnvironmentsRequestSortItem",
    "ListScheduleRunsRequestSortItem",
    "ListSchedulesRequestSortItem",
    "ListSessionEventsRequestSortItem",
    "ListSessionsRequestOwner",
    "ListSessionsRequestSortItem",
    "ListSkillsRequestSortItem",
    "ListWebhooksRequestSortItem",
    "MessageEventContentItem",
    "OnePasswordConfigProvider",
    "PageAgent",
    "PageAgentRevisionRecord",
    "PageScheduleRecord",
    "PageScheduleRunRecord",
    "PageSessionEvent",
    "PageSessionSummary",
    "PageSkill",
    "PageWebhookRecord",
    "PatchAgentEnvironmentsItem",
    "PatchAgentReasoningEffort",
    "PatchAgentSkillsItem",
    "PatchAgentSubagentsItem",
    "PatchEnvironmentHost",
    "PatchEnvironmentMode",
    "PatchEnvironmentMode_Text",
    "PatchEnvironmentMode_Visual",
    "QuotaStatusScope",
    "ScheduleRunRecordStatus",
    "SendSessionMessagesRequestBody",
    "SendSessionMessagesRequestBody_Batch",
    "SendSessionMessagesRequestBody_UserMessage",
    "SendSessionToolResultsRequestBody",
    "SessionChangesAnswer",
    "SessionEventZero",
    "SessionEventZero_ActiveStateChangeEvent",
    "SessionEventZero_AgentCompletionEvent",
    "SessionEventZero_AgentErrorEvent",
    "SessionEventZero_AgentEvent",
    "SessionEventZero_AgentRunStatusChangeEvent",
    "SessionEventZero_AgentStartedEvent",
    "SessionEventZero_AttachmentEvent",
    "SessionEventZero_FileTransferEvent",
    "SessionEventZero_LiveViewUrlEvent",
    "SessionEventZero_MetricsUpdateEvent",
    "SessionEventZero_RequestStartDispatchedEvent",
    "SessionEventZero_RequestStartEvent",
    "SessionEventZero_RunnerSessionEvent",
    "SessionRequestAgent",
    "SessionRequestMessages",
    "ToolResultBatchResultsItem",
    "ToolResultBatchResultsItem_ErrorEvent",
    "ToolResultBatchResultsItem_ToolResult",
    "ToolResultBatchType",
    "ToolResultEventKind",
    "TrajectoryEvent",
    "UpdateEnvironmentRequestBody",
    "UpdateEnvironmentRequestBody_Android",
    "UpdateEnvironmentRequestBody_Desktop",
    "UpdateEnvironmentRequestBody_Web",
    "UpdateEnvironmentRequestBody_Workstation",
    "UserMessageEventType",
    "ValidationErrorLocItem",
    "WebhookEvent",
    "WebhookEventData",
    "WebhookRecordLastDeliveryStatus",
    "WebhookWithSecretLastDeliveryStatus",
    "WorkstationHost",
]
