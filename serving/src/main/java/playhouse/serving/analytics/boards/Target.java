package playhouse.serving.analytics.boards;

import java.math.BigDecimal;
import java.time.Instant;

/**
 * What a number is meant to be.
 *
 * @param by a slice; empty for the whole
 * @param level in the measure's unit
 * @param owner who set it last
 */
public record Target(
    String kpi,
    String measure,
    String grain,
    String by,
    BigDecimal level,
    String owner,
    Instant updated) {}
