/** What experiments show so far. */
@NullMarked
package playhouse.serving.personalisation.experiments.readout;

import org.jspecify.annotations.NullMarked;
