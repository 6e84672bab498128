package playhouse.audience.render;

import java.util.function.Consumer;
import org.apache.avro.specific.SpecificRecordBase;
import playhouse.audience.act.Act;

/** Numbers the events of one act and hands them on. */
final class Teller {

  private final Consumer<Event> out;
  private final Act act;
  private final int device;
  private int told;

  Teller(Consumer<Event> out, Act act, int device) {
    this.out = out;
    this.act = act;
    this.device = device;
  }

  int told() {
    return told;
  }

  void tell(long at, SpecificRecordBase body) {
    String id = act.id() + "." + told++;
    out.accept(new Event(Bodies.type(body), id, act.person(), device, at, body));
  }
}
