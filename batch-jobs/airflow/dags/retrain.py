"""Models learned anew: registered, held against the champion, and let serve if they are better."""

from datetime import datetime, timedelta, timezone

from airflow.sdk import DAG, CronDataIntervalTimetable

from playhouse_jobs import order

MODELS = ["churn", "conversion", "recommender", "ranker"]

# A backfill learns from what was known when its interval ended, and gives that time's model.
AS_OF = (
    "((dag_run.conf or {}).get('as_of')"
    " or (data_interval_end.strftime('%Y-%m-%dT%H:%M:%SZ') if dag_run.run_type == 'backfill' else None))"
)

with DAG(
    dag_id="retrain",
    description="Snapshot, features, training, evaluation, card, register, gate.",
    schedule=CronDataIntervalTimetable("0 4 * * 1", timezone="UTC"),
    start_date=datetime(2026, 1, 5, tzinfo=timezone.utc),
    catchup=False,
    max_active_runs=1,
    render_template_as_native_obj=True,
    default_args={"retries": 2, "retry_delay": timedelta(minutes=1)},
    tags=["playhouse"],
) as dag:
    for model in MODELS:
        args = "{{ [%r] + (['--as-of', %s] if %s else []) }}" % (model, AS_OF, AS_OF)
        order(model, args, file="playhouse:retrain")
