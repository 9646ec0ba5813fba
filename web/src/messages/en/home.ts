export const home = {
  businessesTitle: 'Your businesses',
  openBusiness: 'Open a business',
  noBusinessTitle: 'You have no business here yet',
  noBusinessText:
    'Open one to get a number that your agent answers, or enter the code of an invitation that you were sent.',
  enterCode: 'I have an invitation',
  role: { owner: 'Owner', staff: 'Staff' },
};
