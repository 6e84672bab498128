"""What the days came to: facts, KPIs, titles, people, and whether all of it is as it should be."""

from datetime import datetime, timedelta, timezone

from airflow.providers.http.operators.http import HttpOperator
from airflow.sdk import DAG, CronDataIntervalTimetable

from playhouse_jobs import CONNECTION, jobs

TITLES = ["title-views", "title-returns", "daily-titles", "title-retention", "title-cohorts", "valuation"]

with DAG(
    dag_id="nightly",
    description="Facts, KPIs, titles, people, quality.",
    schedule=CronDataIntervalTimetable("0 0 * * *", timezone="UTC"),
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    render_template_as_native_obj=True,
    default_args={"retries": 3, "retry_delay": timedelta(seconds=20)},
    tags=["playhouse"],
) as dag:
    core = jobs("core", "core")
    kpis = jobs("kpis", "daily-kpis")
    titles = jobs("titles", *TITLES, "ad-reports")
    people = jobs("people", "profiles", "training-set", "candidates", "preference", "churn", "conversion")
    quality = jobs("quality", "quality", "stream-lineage")

    # Green means that the run itself says so.
    checked = HttpOperator(
        task_id="checked",
        http_conn_id=CONNECTION,
        method="GET",
        endpoint="batches/{{ ti.xcom_pull(task_ids='kpis') }}/result",
        response_check=lambda response: response.json()["status"] == "succeeded",
        log_response=True,
    )

    core >> kpis >> titles >> people >> quality
    kpis >> checked
