package playhouse.batch;

import java.time.Instant;
import java.util.Optional;

/**
 * What a job is asked to do.
 *
 * @param days the days to do again; empty to take up what has changed since the last run
 * @param now the instant of the run
 * @param runId id of the run, written wherever the run leaves something
 */
public record Request(Optional<DayRange> days, Instant now, String runId) {}
