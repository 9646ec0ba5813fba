/**
 * What routes answer whoever may ask, where nothing is there yet that they are about: the request is right, and the step is not
 * open, or nobody has made one.
 */
const STEP = 409;
export const NOT_YET: Readonly<Record<string, number>> = {
  // The code of the example is of nobody's app.
  finishTotp: 422,
  rollbackAgent: 404,
  rehearse: 404,
  showExport: 404,
  openCheckout: STEP,
  chooseArea: STEP,
  registerTexting: STEP,
  textPin: STEP,
  provePin: STEP,
  forwardCalls: STEP,
  leaveOut: STEP,
  retryStep: STEP,
  openCheckoutForOwner: STEP,
  chooseAreaForOwner: STEP,
  registerTextingForOwner: STEP,
  textPinForOwner: STEP,
  provePinForOwner: STEP,
  forwardCallsForOwner: STEP,
  leaveOutForOwner: STEP,
  retryStepForOwner: STEP,
};
