package playhouse.audience.render;

import java.util.List;
import java.util.function.Consumer;

/** Events known from the beginning, each told when it is due. */
final class ListTelling implements Telling {

  private final List<Event> events;
  private final Consumer<Event> out;
  private int told;

  ListTelling(List<Event> events, Consumer<Event> out) {
    this.events = events;
    this.out = out;
  }

  @Override
  public long nextAt() {
    return told < events.size() ? events.get(told).at() : Long.MAX_VALUE;
  }

  @Override
  public void tellNext() {
    out.accept(events.get(told++));
  }

  @Override
  public int told() {
    return told;
  }
}
