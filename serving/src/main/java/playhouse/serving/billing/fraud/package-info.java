/** Judges payments before money is asked for, and has people look at what is odd. */
@NullMarked
package playhouse.serving.billing.fraud;

import org.jspecify.annotations.NullMarked;
