package playhouse.serving.platform.outbox;

import java.util.List;
import playhouse.serving.platform.store.ServicesDatabase;

/** What waits in an outbox that nobody empties. */
public final class OutboxRows {
  private OutboxRows() {}

  /** The facts' bytes, oldest first. */
  public static List<byte[]> values(ServicesDatabase database) {
    return database
        .read(
            handle ->
                handle
                    .createQuery("select value, facts from platform.outbox order by id")
                    .map(
                        (row, context) ->
                            row.getInt("facts") > 1
                                ? Message.unbundle(row.getBytes("value")).stream()
                                    .map(Message::value)
                                    .toList()
                                : List.of(row.getBytes("value")))
                    .list())
        .stream()
        .flatMap(List::stream)
        .toList();
  }
}
