"""What users send and get."""

from datetime import date, datetime, timezone
from typing import List, Literal, Optional

from pydantic import BaseModel, StrictBool, conlist, constr, validator

Priority = Literal["none", "low", "medium", "high"]
Label = constr(strict=True, strip_whitespace=True, min_length=1, max_length=200)
Tag = constr(strict=True, strip_whitespace=True, min_length=1, max_length=32)


def to_instant(value):
    """With microseconds, even where they are zero."""
    return value.astimezone(timezone.utc).strftime("%Y-%m-%dT%H:%M:%S.%fZ")


class Task(BaseModel):
    id: int
    user_id: str
    title: str
    description: Optional[str]
    completed: bool
    due_date: Optional[date]
    priority: Priority
    tags: List[str]
    created_at: datetime
    updated_at: datetime
    version: int

    class Config:
        json_encoders = {datetime: to_instant}


class TaskPatch(BaseModel):
    title: Optional[Label]
    description: Optional[constr(strict=True, max_length=1_000, regex=r"^[^\0]*$")]
    completed: Optional[StrictBool]
    due_date: Optional[date]
    priority: Optional[Priority]
    tags: Optional[conlist(Tag, max_items=10, unique_items=True)]

    @validator("title", "completed", "priority", "tags")
    def not_null(cls, value):
        if value is None:
            raise ValueError("must not be null")
        return value


class CreateTask(TaskPatch):
    title: Label


class ToggleTask(BaseModel):
    completed: Optional[StrictBool]
