package playhouse.audience.render;

import org.apache.avro.specific.SpecificRecordBase;
import playhouse.contracts.FactType;

/**
 * An event on its way out, not yet dressed for a source.
 *
 * @param type which fact
 * @param id unique in its source
 * @param person index of the person, or -1
 * @param device place in the person's devices, or -1
 * @param at when it happened, epoch milliseconds
 * @param body the fact
 */
public record Event(
    FactType type, String id, int person, int device, long at, SpecificRecordBase body) {}
