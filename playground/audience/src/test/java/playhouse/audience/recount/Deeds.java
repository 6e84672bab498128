package playhouse.audience.recount;

import java.time.LocalDate;
import playhouse.audience.render.Dressed;
import playhouse.contracts.facts.AccountVerified;

/** What only needs to be counted: K2.1 and K10.2. */
final class Deeds {

  private Deeds() {}

  static void count(Sheet sheet) {
    for (LocalDate day : sheet.days()) {
      sheet.put("K2.1 registrations", day, "", 0);
      sheet.put("K10.2 likes", day, "", 0);
      sheet.put("K10.2 favourites", day, "", 0);
    }
    for (Dressed event : sheet.events()) {
      LocalDate day = sheet.day(event);
      if (event.body() instanceof AccountVerified verified) {
        sheet.add("K2.1 registrations", day, "", 1);
        sheet.add("K2.1 registrations", day, "channel=" + verified.getChannel(), 1);
      }
      switch (event.type().name()) {
        case "like.added" -> sheet.add("K10.2 likes", day, "", 1);
        case "like.removed" -> sheet.add("K10.2 likes", day, "", -1);
        case "favourite.added" -> sheet.add("K10.2 favourites", day, "", 1);
        case "favourite.removed" -> sheet.add("K10.2 favourites", day, "", -1);
        default -> {}
      }
    }
  }
}
