package playhouse.serving.advertising.reports;

import java.time.LocalDate;

/**
 * What somebody else counted.
 *
 * @param teller who, as they sign in
 */
public record ToldCount(
    LocalDate day, String lineItem, String teller, long impressions, long clicks) {}
