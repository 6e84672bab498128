package playhouse.serving.advertising.reports;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;

/** Days that are over, as the night's batch has counted them. */
public interface ClosedDays {
  /** The rows of a day of UTC; empty if the batch has not been there since it was over. */
  Optional<List<ReportRow>> of(LocalDate day);
}
