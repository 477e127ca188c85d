"""The same API with FastAPI and asyncpg, in one process of uvicorn."""

import asyncio
import os
import uuid
from typing import List, Optional

import asyncpg
import uvicorn
from fastapi import Depends, FastAPI, HTTPException, Path, Query, Request
from fastapi.exceptions import RequestValidationError
from fastapi.responses import JSONResponse

from schemas import CreateTask, Task, TaskPatch, ToggleTask
from tasks import Tasks
from tokens import Tokens, bearer_token

BASE_URL = os.environ["BETTER_AUTH_URL"]
MAX_TASKS = int(os.environ["MAX_TASKS_PER_USER"])
POOL = int(os.environ["DATABASE_POOL_MAX"])
TYPES = {
    401: ("unauthorized", "Not signed in", "UNAUTHORIZED"),
    403: ("forbidden", "Access denied", "FORBIDDEN"),
    404: ("not-found", "Not found", "NOT_FOUND"),
    409: ("conflict", "Conflict", "CONFLICT"),
    422: ("validation", "Validation failed", "UNPROCESSABLE_CONTENT"),
}

app = FastAPI()
TaskId = Path(gt=0)


@app.on_event("startup")
async def start():
    url = os.environ["DATABASE_URL"]
    settings = {"timezone": "UTC"}
    pool = await asyncpg.create_pool(url, min_size=POOL, max_size=POOL, server_settings=settings)
    app.state.tasks = Tasks(pool)
    app.state.tokens = Tokens(pool)
    await app.state.tokens.pull()
    app.state.following = asyncio.create_task(app.state.tokens.follow())


async def authorize(user_id: str, request: Request):
    token = bearer_token(request.headers.get("authorization"))
    if token is None:
        raise HTTPException(401, "Missing Authorization header: expected Bearer token")
    caller = app.state.tokens.verify(token)
    if caller is None:
        raise HTTPException(401, "Invalid or expired token")
    if caller != user_id:
        detail = "Access denied: user_id mismatch, not authorized to access this user's tasks"
        raise HTTPException(403, detail)
    return user_id


@app.get("/api/{user_id}/tasks", response_model=List[Task])
async def list_tasks(owner=Depends(authorize), limit: Optional[int] = Query(None, ge=1, le=500)):
    return await app.state.tasks.list(owner, limit)


@app.post("/api/{user_id}/tasks", response_model=Task, status_code=201)
async def create_task(body: CreateTask, owner=Depends(authorize)):
    try:
        return dict(await app.state.tasks.create(owner, body, MAX_TASKS))
    except asyncpg.NotNullViolationError:
        # Who may not have more tasks gets no revision, and so no times.
        raise HTTPException(409, "You have reached the limit of your tasks: delete some first")


@app.get("/api/{user_id}/tasks/{task_id}", response_model=Task)
async def get_task(task_id: int = TaskId, owner=Depends(authorize)):
    return found(await app.state.tasks.get(owner, task_id))


@app.put("/api/{user_id}/tasks/{task_id}", response_model=Task)
async def update_task(body: TaskPatch, task_id: int = TaskId, owner=Depends(authorize)):
    patch = body.dict(exclude_unset=True)
    if not patch:
        raise HTTPException(422, "must have at least one field")
    return found(await app.state.tasks.update(owner, task_id, patch))


@app.patch("/api/{user_id}/tasks/{task_id}/complete", response_model=Task)
async def toggle_task(
    task_id: int = TaskId, body: Optional[ToggleTask] = None, owner=Depends(authorize)
):
    return found(await app.state.tasks.toggle(owner, task_id, body and body.completed))


@app.exception_handler(HTTPException)
async def refuse(_request, error):
    return problem(error.status_code, error.detail)


@app.exception_handler(RequestValidationError)
async def refuse_input(_request, error):
    return problem(422, str(error))


def problem(status, detail):
    slug, title, code = TYPES[status]
    body = {
        "type": f"{BASE_URL}/problems/{slug}",
        "title": title,
        "status": status,
        "detail": detail,
        "instance": f"urn:request:{uuid.uuid4()}",
        "code": code,
    }
    return JSONResponse(body, status, media_type="application/problem+json")


def found(task):
    if task is None:
        raise HTTPException(404, "Task not found")
    return dict(task)


uvicorn.run(app, host=os.environ["HOST"], port=int(os.environ["PORT"]), log_level="warning")
