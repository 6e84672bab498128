"""What the DAGs hand in to the job API, by stock operators."""

from airflow.providers.apache.livy.operators.livy import LivyOperator

CONNECTION = "playhouse_jobs"

# Without the number of the try: a task that is tried again finds the run that it handed in before.
TOKEN = "{{ dag.dag_id }}/{{ run_id }}/{{ ti.task_id }}/{{ ti.map_index }}"

# The day that a run is for: the one it is told, or that of the interval which a backfill asks for.
# A run of the schedule is for no day: it takes up whatever has changed, late events of any day too.
DAY = (
    "((dag_run.conf or {}).get('day')"
    " or (data_interval_start.strftime('%Y-%m-%d') if dag_run.run_type == 'backfill' else None))"
)


def order(task_id, args, file="playhouse:run", **more):
    """A task that hands in an order and waits until it is done; its XCom is the run's id.

    It waits in the triggerer: a task that waits in a worker is taken for lost when its scheduler is
    killed, and Airflow would have it cancel the run that its next try is to find.
    """
    return LivyOperator(
        task_id=task_id,
        livy_conn_id=CONNECTION,
        file=file,
        args=args,
        conf={"playhouse.token": TOKEN},
        polling_interval=2,
        deferrable=True,
        **more,
    )


def jobs(task_id, *names, **more):
    """Batch jobs, for the day that the run is for."""
    args = "{{ %r + (['--date', %s] if %s else []) }}" % (list(names), DAY, DAY)
    return order(task_id, args, **more)
