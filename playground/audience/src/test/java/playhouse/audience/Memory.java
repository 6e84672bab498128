package playhouse.audience;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentSkipListMap;
import playhouse.audience.render.Dressed;
import playhouse.audience.send.Destination;
import playhouse.audience.send.Lane;

/** A destination that keeps what it is sent. */
final class Memory implements Destination {

  private final Map<String, List<Dressed>> pieces = new ConcurrentSkipListMap<>();

  @Override
  public Lane open(String name) {
    List<Dressed> piece = new ArrayList<>();
    return new Lane() {
      @Override
      public void send(Dressed event) {
        piece.add(event);
      }

      @Override
      public void finish() {
        pieces.put(name, piece);
      }

      @Override
      public void close() {}
    };
  }

  @Override
  public void close() {}

  /** All events in the order of their pieces, each as often as it was sent. */
  List<Dressed> events() {
    return pieces.values().stream().flatMap(List::stream).toList();
  }

  /** All events by source and id, each once. */
  Map<String, Dressed> distinct() {
    Map<String, Dressed> distinct = new TreeMap<>();
    for (Dressed event : events()) {
      distinct.put(event.envelope().getSource() + " " + event.envelope().getId(), event);
    }
    return distinct;
  }
}
