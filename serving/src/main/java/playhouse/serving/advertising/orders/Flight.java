package playhouse.serving.advertising.orders;

import java.util.List;

/**
 * A line item that may run, with what of it may be shown: its advertiser's credentials and its
 * creatives were approved.
 *
 * @param creatives at least one
 */
public record Flight(LineItem lineItem, List<Creative> creatives) {}
