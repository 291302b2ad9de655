import { setMaxListeners } from "node:events";

// One signal ends all that a part listens to; Node takes more than ten for a leak.
setMaxListeners(0);
