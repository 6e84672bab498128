package playhouse.serving.advertising.breaks;

import java.util.Collection;
import java.util.Collections;
import java.util.List;
import playhouse.serving.advertising.matching.Matching;
import playhouse.serving.advertising.orders.Creative;

/** What may stand in a break beside what another part of it shows: competitors are kept apart. */
final class Besides {
  private final List<Creative> shown;

  Besides(Collection<FilledBreak.Ad> ads) {
    shown = ads.stream().map(ad -> ad.winner().creative()).toList();
  }

  List<Matching.Fit> of(List<Matching.Fit> fits) {
    return shown.isEmpty() ? fits : Matching.Fit.narrowed(fits, this::goes);
  }

  private boolean goes(Creative one) {
    return shown.stream()
        .noneMatch(
            other ->
                other.advertiser().equals(one.advertiser())
                    || other.adId().equals(one.adId())
                    || !Collections.disjoint(other.categories(), one.categories())
                    || !Collections.disjoint(other.domains(), one.domains()));
  }
}
