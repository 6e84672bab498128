"""Small files put together, old snapshots and orphans taken away, bounds checked."""

from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG

from playhouse_jobs import order

with DAG(
    dag_id="table-care",
    description="Compaction, expiry, orphans, bounds of every table.",
    schedule="30 */6 * * *",
    start_date=datetime(2026, 1, 1, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    tags=["playhouse"],
) as dag:
    # It looks after tables as they are now: a past interval asks for nothing else.
    order("table-care", ["table-care"])
